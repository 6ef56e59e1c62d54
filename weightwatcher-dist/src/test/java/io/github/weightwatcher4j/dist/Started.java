package io.github.weightwatcher4j.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process that has ended: its exit code, and what it printed on either stream. */
record Started(int exitCode, String out, String err) {

  static final Path TARGET = Path.of("target").toAbsolutePath();
  static final String NAME = System.getProperty("dist.name");
  static final String VERSION = System.getProperty("dist.version");

  /** Runs in a folder with the environment of the tests, but for what the command reads. */
  static Started run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS", "COLUMNS"));
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Started(exitCode, Files.readString(out), Files.readString(err));
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
