package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In JVMs of their own: a native library is loaded once. */
class NativeLibraryTest {

  private static final String PLATFORM = Loader.getPlatform();

  @TempDir Path folder;

  /** Analyses three times with what is left of the class path; what each of them said. */
  private List<String> said(Predicate<String> kept, String... flags) throws Exception {
    Path output = folder.resolve("said.txt");
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> kept.test(String.valueOf(Path.of(entry).getFileName())))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath, NativeLibraryTest.class.getName(), output.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return Files.readAllLines(output);
  }

  /** What the tests run. */
  public static void main(String[] arguments) throws IOException {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try {
        double[][] weights = {{1, 2}, {3, 4}};
        new WeightWatcher(weights).analyze(o -> o.minEvals(1));
        said.add("well");
      } catch (NativeLibraryException e) {
        said.add(e.getMessage());
      }
    }
    Files.write(Path.of(arguments[0]), said);
  }

  private static void assertSameThreeTimes(List<String> said, String sentence) {
    String prefix = "the solver 'lapack' cannot be used: ";
    assertThat(said).hasSize(3).allMatch(line -> line.equals(prefix + sentence));
  }

  @ParameterizedTest
  @CsvSource({"openblas", "javacpp"})
  void aLibraryThatIsNotThereForThisPlatformIsNamedEveryTime(String missing) throws Exception {
    List<String> said =
        said(
            jar -> !(jar.startsWith(missing) && jar.contains(PLATFORM)),
            "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"));
    assertSameThreeTimes(
        said,
        "there is no native library for %s on the class path; add %s and %s, both with the"
                .formatted(PLATFORM, NativeLibrary.OPENBLAS, NativeLibrary.JAVACPP)
            + " classifier "
            + PLATFORM);
  }

  @Test
  void withoutOpenBlasAtAllItIsNamed() throws Exception {
    assertSameThreeTimes(
        said(jar -> !jar.startsWith("openblas")),
        "OpenBLAS is not on the class path; add %s and %s"
            .formatted(NativeLibrary.OPENBLAS, NativeLibrary.JAVACPP));
  }

  @Test
  void anotherPlatformIsNamedWithTheFlagThatSetIt() throws Exception {
    assertThat(said(jar -> true, "-Dorg.bytedeco.javacpp.platform=plan9-vax"))
        .hasSize(3)
        .allMatch(
            line ->
                line.contains("no native library for plan9-vax (-Dorg.bytedeco.javacpp.platform)"));
  }

  @Test
  void noFolderToUnpackToIsSaidWithTheFlag() throws Exception {
    String file = Files.createFile(folder.resolve("file")).toString() + File.separator + "in";
    List<String> said =
        said(
            jar -> true,
            "-Dorg.bytedeco.javacpp.cachedir=" + file,
            "-Duser.home=" + file,
            "-Djava.io.tmpdir=" + file);
    assertThat(said)
        .hasSize(3)
        .allMatch(
            line ->
                line.contains("no folder for them can be written to")
                    && line.endsWith("choose one with -Dorg.bytedeco.javacpp.cachedir=DIR"));
  }

  @Test
  void aDamagedUnpackedLibraryIsNamedWithItsFolder() throws Exception {
    Path cache = folder.resolve("cache");
    String flag = "-Dorg.bytedeco.javacpp.cachedir=" + cache;
    assertThat(said(jar -> true, flag)).containsOnly("well");
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) > 0) {
          var time = Files.getLastModifiedTime(file); // JavaCPP compares size and time
          Files.write(file, new byte[(int) Files.size(file)]);
          Files.setLastModifiedTime(file, time);
        }
      }
    }
    assertThat(said(jar -> true, flag))
        .hasSize(3)
        .allMatch(line -> line.contains("cannot be loaded: ") && line.contains("delete " + cache));
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, free 90 MB there",
    "Disk quota exceeded, free 90 MB there",
    "/c/libx.so: /c/libx.so: failed to map segment from shared object, mounted noexec",
    "'/c/libx.so: failed to map segment from shared object: Cannot allocate memory', ulimit -v",
    "Read-only file system, no folder for them can be written to",
    "/c/libx.so: invalid ELF header, so that they are unpacked again",
  })
  void theFirstCauseDecidesWhatHelps(String cause, String help) {
    Throwable failure = new UnsatisfiedLinkError("no jniopenblas in java.library.path: /usr/lib");
    failure.initCause(new UnsatisfiedLinkError(cause));
    assertThat(NativeLibrary.sentence(failure)).contains(help);
  }

  @Test
  void theVersionsThatItNamesAreThoseOfTheBuild() {
    String classPath = System.getProperty("java.class.path");
    for (String artifact : List.of(NativeLibrary.OPENBLAS, NativeLibrary.JAVACPP)) {
      List<String> parts = List.of(artifact.split(":", -1));
      assertThat(classPath).contains(parts.get(1) + "-" + parts.get(2) + ".jar");
    }
  }
}
