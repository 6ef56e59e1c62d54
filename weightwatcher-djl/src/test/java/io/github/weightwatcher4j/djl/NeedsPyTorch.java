package io.github.weightwatcher4j.djl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A test on PyTorch, whose native library this build has for one platform. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason =
        "PyTorch is on the tests' class path for linux-x86_64 alone: a profile of"
            + " weightwatcher-djl/pom.xml adds it")
public @interface NeedsPyTorch {}
