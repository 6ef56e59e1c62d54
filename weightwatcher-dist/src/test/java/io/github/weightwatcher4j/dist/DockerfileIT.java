package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile's steps, and with them the tar.gz, in a clean folder. */
@Tag("thorough")
class DockerfileIT {

  @TempDir private Path folder;

  @Test
  void itsStepsMakeACommandThatRunsForNoRoot() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    DockerSteps steps = new DockerSteps(folder);
    steps.follow(Path.of("").toAbsolutePath());

    assertThat(steps.user()).isEqualTo("10001");
    Path command = steps.entryPoint();
    assertThat(command).isExecutable();
    Path home = command.resolve("../..").normalize();
    assertThat(home.resolve("lib")).isDirectoryContaining("glob:**/classes-*.jsa");
    String model = home.resolve("examples/resnet20.safetensors").toString();
    Started analyze =
        Started.run(
            steps.work(),
            steps.environment(),
            List.of(command.toString(), "analyze", "--quiet", model));
    assertThat(analyze.exitCode()).as(analyze.err()).isZero();
    assertThat(analyze.err()).isEmpty();
    assertThat(analyze.out()).contains("layer1.0.conv1");
  }
}
