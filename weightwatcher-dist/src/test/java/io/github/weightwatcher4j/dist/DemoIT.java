package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo, which trains with DL4J and so needs all of the native libraries. */
class DemoIT {

  @TempDir private Path folder;

  static Stream<Path> javaHomes() throws Exception {
    return Started.javaHomes();
  }

  /** The networks of the whole demo, trained for a shorter time. */
  @Tag("thorough")
  @Test
  void theJarTrains() throws Exception {
    Path java = Path.of(System.getProperty("java.home"));
    trains(Map.of(), Started.jar(java, "demo", "--quiet", "--epochs=1"));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("javaHomes")
  void theJarTrainsToTheEnd(Path java) throws Exception {
    trains(Map.of(), Started.jar(java, "demo", "--quiet"));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("javaHomes")
  void theZipTrainsToTheEnd(Path java) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    String zip = Started.TARGET.resolve(Started.NAME + ".zip").toString();
    Path home = Started.unpack(folder.resolve("a blank"), List.of("unzip", "-q", zip));
    String command = home.resolve("bin/weightwatcher").toString();
    trains(Map.of("JAVA_HOME", java.toString()), List.of(command, "demo", "--quiet"));
  }

  private void trains(Map<String, String> environment, List<String> command) throws Exception {
    Started demo = Started.run(folder, environment, command);

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.err()).isEmpty();
    assertThat(demo.out()).contains("weightwatcher-demo/conv.json");
    assertThat(folder.resolve("weightwatcher-demo/conv.json")).isNotEmptyFile();
  }
}
