package io.github.weightwatcher4j.remote;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Files from elsewhere need the JDK, and of core what a model adapter is. */
@AnalyzeClasses(
    packagesOf = RemoteFiles.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nothingButTheJdkAndCoreIsNeeded =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl..",
              "org.slf4j..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "io.github.weightwatcher4j.remote..",
              "io.github.weightwatcher4j.model..");
}
