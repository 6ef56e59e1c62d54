package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  private static final String RESNET = SampleFiles.RESNET20.toString();

  @TempDir private Path folder;

  private Path noise(String name, long seed) throws IOException {
    return SampleFiles.write(folder.resolve(name), Map.of("fc", SampleFiles.noise(70, 60, seed)));
  }

  private String saved(Path model) {
    Path json = folder.resolve(model.getFileName() + ".json");
    CommandRun.of("analyze", model.toString(), "-q", "--json", json.toString());
    return json.toString();
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("compare", "-q"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void twoAnalysesOfOneModelDifferInNothing() {
    String json = saved(SampleFiles.RESNET20);

    CommandRun run = run(json, json, "--fail-on", "worse>0", "--fail-on", "significant>0");

    assertThat(run.out()).contains("Distances: none, for").doesNotContain("Worse\n");
    assertThat(run.exitCode()).as(run.err()).isIn(ExitCodes.OK, ExitCodes.UNKNOWN);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void whatBecameWorseFailsTheBuild() throws IOException {
    Path better = folder.resolve("better.safetensors");
    SampleFiles.write(better, Map.of("fc", SampleFiles.noise(70, 60, 1)));
    Path other = folder.resolve("x.safetensors");
    SampleFiles.write(other, Map.of("other", SampleFiles.noise(70, 60, 3)));

    CommandRun run = run(better.toString(), other.toString(), "--fail-on", "worse>0");

    assertThat(run.out()).contains("Worse", "fc: is not there", "is not in the reference");
    assertThat(run.exitCode()).isIn(ExitCodes.CONDITION_MET, ExitCodes.CONDITION_MET_AND_MORE);
    assertThat(run.err()).contains("worse>0 is met: it is 1");
  }

  @Test
  void threeModelsStandSideBySideInEveryFile() throws IOException {
    Path json = folder.resolve("c.json");
    Path csv = folder.resolve("c.csv");
    Path page = folder.resolve("c.html");
    Path plots = folder.resolve("plots");

    CommandRun run =
        run(
            noise("a.safetensors", 1).toString(),
            noise("b.safetensors", 2).toString(),
            noise("c.safetensors", 3).toString(),
            "--json",
            json.toString(),
            "--csv",
            csv.toString(),
            "--markdown",
            folder.resolve("c.md").toString(),
            "--report",
            page.toString(),
            "--plots",
            plots.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsSubsequence("A: a.safetensors", "B: b.safetensors", "C: c.");
    JsonNode document = new ObjectMapper().readTree(json.toFile());
    assertThat(document.get("models")).hasSize(2);
    assertThat(Files.readAllLines(csv)).hasSize(3);
    assertThat(Files.readString(folder.resolve("c.md"))).contains("b.safetensors");
    assertThat(Files.readString(page)).contains("c.safetensors");
    assertThat(plots.resolve("comparison-alpha-by-depth.png")).exists();
    assertThat(plots.resolve("000-fc-spectra-overlay.png")).exists();
  }

  @Test
  void aBaselineHoldsByTheToleranceOfTheAssertion() throws IOException {
    String baseline = saved(SampleFiles.RESNET20);

    CommandRun same = run(RESNET, "--baseline", baseline, "--tolerance", "0.1");
    CommandRun other =
        run(noise("a.safetensors", 1).toString(), "--baseline", baseline, "--tolerance", "0.1");

    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(other.exitCode()).isIn(ExitCodes.CONDITION_MET, ExitCodes.CONDITION_MET_AND_MORE);
    assertThat(other.err()).contains("conv1", "is in the baseline and is gone");
  }

  @Test
  void whatMakesNoSenseIsToldBeforeTheWork() {
    assertThat(run(RESNET).err()).contains("compare needs two models or more");
    assertThat(run(RESNET, RESNET, "--tolerance", "1").err()).contains("need each other");
    assertThat(run(RESNET, RESNET, "--no-summaries", "--csv", "-").exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void aModelThatCannotBeReadLosesNoOther() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.safetensors"), "no weights");

    CommandRun run =
        run(
            noise("a.safetensors", 1).toString(),
            bad.toString(),
            noise("c.safetensors", 3).toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("bad.safetensors");
    assertThat(run.out()).contains("c.safetensors");
  }
}
