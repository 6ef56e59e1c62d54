package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one file with everything in it, by {@code java -jar}. */
class JarIT {

  private static final Path MODEL =
      Path.of("../weightwatcher-core/src/test/resources/models/resnet20.safetensors")
          .toAbsolutePath();

  @TempDir private Path folder;

  static Stream<Path> javaHomes() throws Exception {
    return Started.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void itRunsWithoutAWarning(Path java) throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("a blank"));

    Started version = Started.run(elsewhere, Map.of(), Started.jar(java, "--version"));
    assertThat(version.exitCode()).as(version.err()).isZero();
    assertThat(version.err()).isEmpty();
    assertThat(version.out()).startsWith("weightwatcher " + Started.VERSION).contains("OpenBLAS");

    Started analyze =
        Started.run(elsewhere, Map.of(), Started.jar(java, "analyze", "--quiet", MODEL.toString()));
    assertThat(analyze.exitCode()).as(analyze.err()).isZero();
    assertThat(analyze.err()).isEmpty();
    assertThat(analyze.out()).contains("layer1.0.conv1");
  }

  @Test
  void theManifestNamesWhatJavaAsksFor() throws Exception {
    try (JarFile jar = new JarFile(Started.TARGET.resolve(Started.NAME + ".jar").toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isEqualTo("true");
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
          .isEqualTo(Started.VERSION);
    }
  }

  @Test
  void servicesAndNoticesOfSeveralJarsAreAllThere() throws Exception {
    try (JarFile jar = new JarFile(Started.TARGET.resolve(Started.NAME + ".jar").toFile())) {
      assertThat(text(jar, "META-INF/services/io.github.weightwatcher4j.model.ModelAdapter"))
          .contains("weightwatcher4j.formats.", "weightwatcher4j.dl4j.", "weightwatcher4j.remote.");
      assertThat(text(jar, "META-INF/NOTICE"))
          .contains("E. Alpaydin and C. Kaynak", "Apache PDFBox", "Jackson");
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(jar.stream().map(Object::toString))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)|.*module-info\\.class"));
    }
  }

  private static String text(JarFile jar, String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
