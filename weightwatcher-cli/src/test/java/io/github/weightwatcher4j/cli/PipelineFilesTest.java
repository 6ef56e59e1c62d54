package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and lines for pipelines: they tell of the exit code and do not change it. */
class PipelineFilesTest {

  @TempDir private Path folder;

  private Path noise = Path.of("");
  private Path cut = Path.of("");

  @BeforeEach
  void write() throws IOException {
    noise = folder.resolve("a, b%.safetensors");
    SampleFiles.write(noise, Map.of("noise", SampleFiles.noise(90, 60, 1)));
    cut = Files.write(folder.resolve("cut.safetensors"), new byte[] {1, 2, 3});
  }

  private static CommandRun analyze(List<Path> models, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("analyze"));
    models.forEach(model -> arguments.add(model.toString()));
    arguments.addAll(more);
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"verdict==random", "mean(alpha)>1e5"})
  void theExitCodeIsThatWithoutThem(String condition) throws IOException {
    Path junit = folder.resolve("junit.xml");
    Path sarif = folder.resolve("result.sarif");
    for (List<Path> models : List.of(List.of(noise), List.of(noise, cut))) {
      CommandRun plain = analyze(models, List.of("--fail-on", condition));
      CommandRun told =
          analyze(
              models,
              List.of(
                  "--fail-on=" + condition,
                  "--junit=" + junit,
                  "--sarif=" + sarif,
                  "--annotations=github"));

      assertThat(told.exitCode()).isEqualTo(plain.exitCode());
      boolean met = condition.startsWith("verdict");
      assertThat(Files.readString(junit).contains("<failure ")).isEqualTo(met);
      assertThat(Files.readString(sarif).contains("\"ruleId\"")).isEqualTo(met);
      assertThat(told.err().contains("a%2C b%25.safetensors,title=verdict")).isEqualTo(met);
      boolean failed = models.contains(cut);
      assertThat(Files.readString(junit).contains("<error ")).isEqualTo(failed);
      assertThat(Files.readString(sarif).contains("cut.safetensors was not analysed"))
          .isEqualTo(failed);
      assertThat(told.err().contains("title=not analysed::")).isEqualTo(failed);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--junit", "--sarif"})
  void standardOutputHoldsTheDocumentAlone(String option) {
    CommandRun run = analyze(List.of(noise), List.of(option, "-", "--annotations", "github"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(option.equals("--junit") ? "<?xml " : "{")
        .doesNotContain("::");
    assertThat(run.out().strip()).endsWith(option.equals("--junit") ? "</testsuites>" : "}");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--junit", "--sarif"})
  void aFileThatCannotBeWrittenIsToldBeforeTheWork(String option) {
    CommandRun run =
        analyze(List.of(noise), List.of(option, folder.resolve("no/such/file").toString()));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("there is no folder");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theModelIsNotReplacedAndNoFileIsTakenTwice() throws IOException {
    byte[] before = Files.readAllBytes(noise);
    String both = folder.resolve("both").toString();

    assertThat(analyze(List.of(noise), List.of("--sarif", noise.toString())).err())
        .contains("would replace");
    assertThat(analyze(List.of(noise), List.of("--junit", both, "--sarif", both)).err())
        .contains("--junit and --sarif need a file each");
    assertThat(analyze(List.of(noise), List.of("--junit", "-", "--sarif", "-")).err())
        .contains("only one of ");
    assertThat(analyze(List.of(noise), List.of("--annotations", "gitlab")).exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(Files.readAllBytes(noise)).isEqualTo(before);
  }
}
