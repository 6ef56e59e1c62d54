package io.github.weightwatcher4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    DockerSteps steps =
        new DockerSteps(
            Files.createDirectory(folder.resolve("docker")),
            Map.of("VERSION", Started.NAME.replaceFirst("^weightwatcher-", "")));
    steps.follow(contextWithAnOlderArchive());

    assertThat(steps.user()).isEqualTo("10001");
    Path command = steps.entryPoint();
    assertThat(command).isExecutable();
    Path home = command.resolve("../..").normalize();
    Started.requireNoEmptyArchive(home.resolve("lib"));
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

  /** What the module's folder holds after builds of two versions. */
  private Path contextWithAnOlderArchive() throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.copy(Path.of("Dockerfile"), context.resolve("Dockerfile"));
    Path target = Files.createDirectory(context.resolve("target"));
    String archive = Started.NAME + ".tar.gz";
    Files.createSymbolicLink(target.resolve(archive), Started.TARGET.resolve(archive));
    Files.writeString(target.resolve("weightwatcher-0.0.1.tar.gz"), "of an older version");
    return context;
  }
}
