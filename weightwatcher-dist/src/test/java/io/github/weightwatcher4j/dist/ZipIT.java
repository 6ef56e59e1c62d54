package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The zip as users have it: unpacked in a folder with a blank, started through a link. */
class ZipIT {

  @TempDir private static Path folder;

  private static Path home;
  private static Path link;

  @BeforeAll
  static void unpackTheZip() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    String zip = Started.TARGET.resolve(Started.NAME + ".zip").toString();
    home = Started.unpack(folder.resolve("a blank"), List.of("unzip", "-q", zip));
    link = Files.createSymbolicLink(folder.resolve("ww"), home.resolve("bin/weightwatcher"));
  }

  static Stream<Path> javaHomes() throws Exception {
    return Started.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void theCommandRunsWithoutAWarning(Path java) throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", java.toString());

    Started version = start(environment, "--version");
    assertThat(version.exitCode()).as(version.err()).isZero();
    assertThat(version.err()).isEmpty();
    assertThat(version.out()).startsWith("weightwatcher " + Started.VERSION).contains("OpenBLAS");

    String model = home.resolve("examples/resnet20.safetensors").toString();
    Started analyze = start(environment, "analyze", "--quiet", model);
    assertThat(analyze.exitCode()).as(analyze.err()).isZero();
    assertThat(analyze.err()).isEmpty();
    assertThat(analyze.out()).contains("layer1.0.conv1");
  }

  @Test
  void theFirstStartLeavesAWholeArchiveOfClassesOrNone() throws Exception {
    Started version = start(Map.of("JAVA_HOME", System.getProperty("java.home")), "--version");

    assertThat(version.exitCode()).as(version.err()).isZero();
    Started.requireNoEmptyArchive(home.resolve("lib"));
  }

  @Test
  void aCollectorOfTheUsersTakesThePlaceOfOurs() throws Exception {
    Started version = start(Map.of("JAVA_OPTS", "-XX:+UseParallelGC"), "--version");

    assertThat(version.exitCode()).as(version.err()).isZero();
    assertThat(version.err()).isEmpty();
  }

  @Test
  void whereThereIsNoJavaOrAnOldOneItSaysSo() throws Exception {
    Started none = start(Map.of("JAVA_HOME", "/no where"), "--version");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err())
        .isEqualTo(
            "weightwatcher: no Java in JAVA_HOME=/no where; install Java 17 or later,"
                + " or set JAVA_HOME\n");

    Path old = Files.createDirectories(folder.resolve("old/bin"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Set<PosixFilePermission> all = PosixFilePermissions.fromString("rwxr-xr-x");
    Files.createFile(old.resolve("java"), PosixFilePermissions.asFileAttribute(all));
    Started eleven = start(Map.of("JAVA_HOME", folder.resolve("old").toString()), "--version");
    assertThat(eleven.exitCode()).isEqualTo(1);
    assertThat(eleven.err())
        .isEqualTo(
            "weightwatcher: Java 17 or later is needed, but %s is 11\n"
                .formatted(old.resolve("java")));
  }

  @Test
  void theExitCodeAndOptionsOfTheJvmPass() throws Exception {
    assertThat(start(Map.of(), "--nonsense").exitCode()).isEqualTo(64);
    assertThat(start(Map.of("JAVA_OPTS", "-Xmx1x"), "--version").err())
        .contains("Invalid maximum heap size");
  }

  @Test
  void whatTravelsWithTheCommandSaysWhoseItIs() {
    assertThat(home.resolve("NOTICE")).content().contains("E. Alpaydin and C. Kaynak");
    assertThat(home.resolve("LICENSE")).content().contains("Apache License");
    assertThat(home.resolve("README.txt")).content().contains(Started.VERSION).hasLineCount(10);
    assertThat(home.resolve("examples/LICENSE-resnet20.txt")).isNotEmptyFile();
    assertThat(home.resolve("bin/weightwatcher.cmd")).content().contains("\r\n");
  }

  private static Started start(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = Stream.concat(Stream.of(link.toString()), Stream.of(arguments)).toList();
    return Started.run(folder, environment, command);
  }
}
