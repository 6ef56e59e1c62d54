package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the top of the repository, after the build that this test is part of. */
@Tag("thorough")
class LauncherIT {

  private static final Path LAUNCHER = Path.of("..", "weightwatcher").toAbsolutePath().normalize();

  @TempDir private Path folder;

  /** What a process printed, standard error included, and how it ended. */
  private record Ended(int exitCode, String output) {}

  @BeforeEach
  void needsABash() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
  }

  @Test
  void startsWithoutBuildingWhatIsBuilt() throws Exception {
    Ended ended = run(LAUNCHER, Path.of("."), "--version");

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).startsWith("weightwatcher ").contains("OpenBLAS");
  }

  @Test
  void startsThroughALinkFromAFolderWithABlank() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("ww"), LAUNCHER);

    Ended ended = run(link, elsewhere, "--help");

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).startsWith("Usage: weightwatcher").doesNotContain("\u001b");
    assertThat(ended.output().lines()).as("a pipe").allMatch(line -> line.length() <= 80);
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    assertThat(run(LAUNCHER, Path.of("."), "--nonsense").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  private static Ended run(Path launcher, Path directory, String argument)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), argument)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("COLUMNS");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
