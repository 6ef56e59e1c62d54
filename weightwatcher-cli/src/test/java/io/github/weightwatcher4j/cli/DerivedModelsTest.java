package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedModelsTest {

  @TempDir private Path folder;

  @Test
  void theDifferenceFromABaseModelIsAnalysed() throws IOException {
    Path base = SampleFiles.write(folder.resolve("base.safetensors"), weights(1, 0));
    Path tuned = SampleFiles.write(folder.resolve("tuned.safetensors"), weights(2, 0));

    CommandRun run = CommandRun.of("analyze", tuned.toString(), "--base", base.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("tuned.safetensors - base.safetensors: 1 row");
  }

  private static Map<String, float[][]> weights(long seed, int more) {
    return Map.of("fc", SampleFiles.noise(40 + more, 30, seed));
  }

  @Test
  void anAdapterIsScaledByItsConfigurationOrByTheOption() throws IOException {
    Path adapter = folder.resolve("adapter_model.safetensors");
    SampleFiles.write(
        adapter,
        Map.of(
            "base_model.model.fc.lora_A", SampleFiles.noise(4, 30, 1),
            "base_model.model.fc.lora_B", SampleFiles.noise(40, 4, 2)));

    CommandRun without = CommandRun.of("analyze", "--lora", "--min-evals=1", adapter.toString());
    assertThat(without.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(without.err()).contains("no adapter_config.json beside", "--lora=16");

    double one = norm("--lora=4", adapter.toString());
    Files.writeString(folder.resolve("adapter_config.json"), "{\"r\": 4, \"lora_alpha\": 8}");
    double two = norm("--lora", folder.toString());
    assertThat(two).isCloseTo(4 * one, within(1e-12 * two));
  }

  @Test
  void anAlphaThatIsNotTheAdaptersIsRefusedAndItsTensorsAreNoLayers() throws IOException {
    SampleFiles.write(
        folder.resolve("adapter_model.safetensors"),
        Map.of(
            "base_model.model.fc.lora_A", SampleFiles.noise(4, 30, 1),
            "base_model.model.fc.lora_B", SampleFiles.noise(40, 4, 2)));
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{\"r\": 4, \"lora_alpha\": 8, \"use_rslora\": true}");

    CommandRun other = CommandRun.of("analyze", "--lora=8", folder.toString());
    assertThat(other.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(other.err())
        .contains("alpha 8.0 was given", "says alpha 8.0 with rsLoRA", "leave the value out");

    CommandRun plain = CommandRun.of("analyze", folder.toString());
    assertThat(plain.exitCode()).as("nothing was analysed").isEqualTo(ExitCodes.UNKNOWN);
    assertThat(plain.out()).contains("0 rows analysed", "2 layers skipped", "with --lora");
  }

  private static double norm(String... arguments) {
    List<String> all = new ArrayList<>(List.of("analyze", "--json=-", "--min-evals=1"));
    all.addAll(List.of(arguments));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AnalysisJson.parse(run.out())
        .details()
        .get("fc")
        .metric(Metric.SQUARED_FROBENIUS_NORM)
        .orElseThrow();
  }

  @Test
  void anAdapterIsAddedToItsBaseModel() throws IOException {
    Path base = SampleFiles.write(folder.resolve("base.safetensors"), weights(3, 0));
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    SampleFiles.write(
        adapter.resolve("adapter_model.safetensors"),
        Map.of("fc.lora_A", SampleFiles.noise(4, 30, 1), "fc.lora_B", SampleFiles.noise(40, 4, 2)));

    CommandRun run =
        CommandRun.of("analyze", adapter.toString(), "--lora=1", "--base", base.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("base.safetensors + adapter: 1 row");
  }
}
