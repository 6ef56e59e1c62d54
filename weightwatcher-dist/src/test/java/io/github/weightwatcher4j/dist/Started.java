package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that has ended: its exit code, and what it printed on either stream. */
record Started(int exitCode, String out, String err) {

  static final Path TARGET = Path.of("target").toAbsolutePath();
  static final String NAME = System.getProperty("dist.name");
  static final String VERSION = System.getProperty("dist.version");

  /** So long a start may take, the whole demo on a busy machine included. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** What the launcher, the JVM and the command read of an environment. */
  private static final Set<String> READ =
      Set.of(
          "JAVA_HOME",
          "JAVA_OPTS",
          "JDK_JAVA_OPTIONS",
          "JAVA_TOOL_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH",
          "WEIGHTWATCHER_CLASSPATH",
          "XDG_CACHE_HOME",
          "COLUMNS");

  /** Runs in a folder with the environment of the tests, but for what the command reads. */
  static Started run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return run(folder, environment, command, LONGEST);
  }

  /** As the other; what takes longer is ended, with the processes that it has started. */
  static Started run(
      Path folder, Map<String, String> environment, List<String> command, Duration longest)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    clear(builder.environment());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new IOException(
          "%s took longer than %s: %s%s"
              .formatted(command, longest, Files.readString(out), Files.readString(err)));
    }
    return new Started(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Takes out of an environment what would change what is tested. */
  static void clear(Map<String, String> environment) {
    environment.keySet().removeAll(READ);
  }

  /**
   * Java 17 crashes now and then while it writes an archive of classes: there may be none, but none
   * that is empty, and nothing half written.
   */
  static void requireNoEmptyArchive(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      List<Path> archives =
          files.filter(it -> it.getFileName().toString().startsWith("classes-")).toList();
      assertThat(archives).isNotEmpty();
      assertThat(archives)
          .allSatisfy(
              it -> {
                assertThat(it.toString()).matches(".*\\.jsa(\\.none)?");
                assertThat(Files.size(it) == 0).isEqualTo(it.toString().endsWith(".none"));
              });
    }
  }

  /** A folder with what an archive of the distribution holds, which is its only entry. */
  static Path unpack(Path folder, List<String> unpacker) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Started unpacked = run(folder, Map.of(), unpacker);
    if (unpacked.exitCode() != 0) {
      throw new IOException(unpacker + ": " + unpacked.err());
    }
    return folder.resolve("weightwatcher-" + VERSION);
  }

  /** The homes of this Java and of others that are installed where Linux has them, 24 and later. */
  static Stream<Path> javaHomes() throws IOException {
    Path here = Path.of(System.getProperty("java.home"));
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return Stream.of(here);
    }
    try (Stream<Path> homes = Files.list(installed)) {
      List<Path> newer = homes.filter(home -> version(home) >= 24).sorted().toList();
      return Stream.concat(Stream.of(here), newer.stream()).distinct();
    }
  }

  /** Major version by the release file, 0 without. */
  static int version(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION=\""))
          .map(line -> line.replaceAll("^JAVA_VERSION=\"(\\d+).*", "$1"))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String java(Path home) {
    return home + File.separator + "bin" + File.separator + "java";
  }

  /**
   * The command line of the executable jar. Unlike access to native code, access to memory cannot
   * be allowed by a manifest.
   */
  static List<String> jar(Path home, String... arguments) {
    List<String> command = new ArrayList<>(List.of(java(home)));
    if (version(home) >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-jar", TARGET.resolve(NAME + ".jar").toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
