package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with programs in the place of Java, which print what they are given. */
class StartScriptIT {

  private static final Path SOURCES = Path.of("src/main/dist");

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    home = folder.resolve("home");
    for (String file : List.of("bin/weightwatcher", "lib/start.bash")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(SOURCES.resolve(file), home.resolve(file));
    }
    Files.setPosixFilePermissions(
        home.resolve("bin/weightwatcher"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(home.resolve("lib/a.jar"), "");
  }

  /** A Java whose release file names a maker, and what it does to write the archive "$new". */
  private Path java(String maker, String writing) throws IOException {
    Path java = folder.resolve(maker);
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(
        java.resolve("release"), "IMPLEMENTOR=\"%s\"\nJAVA_VERSION=\"17.0.1\"\n".formatted(maker));
    String script =
        """
        #!/bin/bash
        for argument; do
          case $argument in
            -XX:ArchiveClassesAtExit=*)
              new=${argument#*=}
              echo written >>"%s"
              %s
              exit
              ;;
          esac
        done
        echo "$@"
        """;
    Path program = java.resolve("bin/java");
    Files.writeString(program, script.formatted(folder.resolve("attempts"), writing));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return java;
  }

  private String start(Path java, Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", java.toString());
    Started started =
        Started.run(folder, all, List.of(home.resolve("bin/weightwatcher").toString(), "formats"));
    assertThat(started.exitCode()).as(started.err()).isZero();
    assertThat(started.err()).isEmpty();
    assertThat(started.out()).endsWith("WeightWatcherCommand formats\n");
    return started.out();
  }

  private List<String> archives() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.startsWith("classes-"))
          .sorted()
          .toList();
    }
  }

  private long attempts() throws IOException {
    return Files.readString(folder.resolve("attempts")).lines().count();
  }

  @Test
  void eachJavaHasAnArchiveOfItsOwnAlsoOfTheSameVersion() throws Exception {
    String one = start(java("one", "echo classes >\"$new\""), Map.of());
    String other = start(java("other", "echo classes >\"$new\""), Map.of());
    start(folder.resolve("other"), Map.of());

    assertThat(archives()).hasSize(2).allMatch(it -> it.matches("classes-17\\.0\\.1-\\d+\\.jsa"));
    assertThat(attempts()).isEqualTo(2);
    List<String> names = archives();
    assertThat(Stream.of(one, other))
        .allMatch(it -> names.stream().anyMatch(name -> it.contains("lib/" + name + " ")));
    assertThat(one).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": >\"$new\"",
        "echo half >\"$new\"; exit 134",
        "echo half >\"$new\"; kill -SEGV $$",
        "exit 1"
      })
  void anArchiveThatIsNotWholeIsNotTaken(String writing) throws Exception {
    Path java = java("crashing", writing);

    assertThat(start(java, Map.of())).doesNotContain("-XX:SharedArchiveFile");
    assertThat(archives()).hasSize(1).allMatch(it -> it.endsWith(".jsa.none"));
    assertThat(attempts()).isEqualTo(3);

    start(java, Map.of());
    assertThat(attempts()).as("not in each start").isEqualTo(3);
  }

  @Test
  void anAttemptThatFailsIsFollowedByAnother() throws Exception {
    Path java =
        java(
            "wavering",
            "[ $(wc -l <\"" + folder.resolve("attempts") + "\") = 2 ] && echo it >\"$new\"");

    assertThat(start(java, Map.of())).contains("-XX:SharedArchiveFile");
    assertThat(archives()).hasSize(1).allMatch(it -> it.endsWith(".jsa"));
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_OPTS, -XX:+UseG1GC, false",
    "JAVA_OPTS, -Xmx1g -XX:+UseZGC -ea, false",
    "JAVA_TOOL_OPTIONS, -XX:+UseParallelGC, false",
    "JDK_JAVA_OPTIONS, -XX:+UseShenandoahGC, false",
    "JAVA_OPTS, -Xmx1g -XX:+UseGCOverheadLimit, true",
    "JAVA_OPTS, -Dlog=-XX:+UseG1GC.txt, true",
  })
  void aCollectorOfTheUsersTakesThePlaceOfOurs(String name, String value, boolean ours)
      throws Exception {
    Path java = java("one", "echo classes >\"$new\"");

    String arguments = start(java, Map.of(name, value));

    assertThat(arguments.contains("-XX:+UseSerialGC")).isEqualTo(ours);
    assertThat(arguments.contains(value)).isEqualTo(name.equals("JAVA_OPTS"));
  }

  /** No test of ours runs on Windows: this one looks whether the script still asks. */
  @Test
  void theScriptForWindowsHasACollectorOnlyWhereTheUserHasNone() throws IOException {
    String script = Files.readString(SOURCES.resolve("bin/weightwatcher.cmd"));

    assertThat(script)
        .contains("-XX:+Use[A-Za-z0-9]*GC \" >nul && set \"COLLECTOR=\"", "\"%JAVA%\" %COLLECTOR% ")
        .containsOnlyOnce("-XX:+UseSerialGC");
  }

  @Test
  void theEnvironmentOfTheTestsDoesNotReachTheCommand() {
    Map<String, String> environment = new HashMap<>();
    for (String name :
        List.of("WEIGHTWATCHER_CLASSPATH", "XDG_CACHE_HOME", "JAVA_TOOL_OPTIONS", "PATH")) {
      environment.put(name, "of the tests");
    }

    Started.clear(environment);

    assertThat(environment).containsOnlyKeys("PATH");
  }

  @Test
  void whatTakesTooLongIsEnded() {
    List<String> sleeping = List.of("/bin/bash", "-c", "echo begun; sleep 600; echo over");

    assertThatThrownBy(() -> Started.run(folder, Map.of(), sleeping, Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("took longer than");
  }
}
