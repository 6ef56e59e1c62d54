package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedLayer;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Smoothing of both nets takes away what it takes away in Python.
 *
 * <p>Python's truncated decomposition is a randomized one of seven iterations. What it keeps is not
 * quite the best of its rank, so its change is the greater: by up to 0.32 % where eigenvalues lie
 * close at the cut, by less than 1e-6 where there is a gap or nearly all components are taken.
 */
class SmoothingGoldenTest {

  /** Python's names of the rules, and ours. */
  private static final Map<String, Components> RULES =
      Map.of(
          "svd", Components.fraction(0.8),
          "detX", Components.erg(),
          "alpha_min", Components.tail());

  @TestFactory
  Stream<DynamicTest> bothNetsChangeAsInPython() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    JsonNode nets = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    return GoldenCase.stream(nets)
        .flatMap(
            net ->
                RULES.keySet().stream()
                    .sorted()
                    .map(
                        rule ->
                            dynamicTest(
                                net.path("name").asText() + " " + rule,
                                () -> requireAgreement(folder, net, rule))));
  }

  private static void requireAgreement(Path folder, JsonNode net, String rule) throws IOException {
    String name = net.path("name").asText();
    WeightWatcher watcher =
        new WeightWatcher(Safetensors.model(folder.resolve("models/" + name + ".safetensors")));
    ChangedModel changed = watcher.change(Smoothing.keep(RULES.get(rule)));
    JsonNode python = net.path("SVDSmoothing_" + rule);
    assertThat(changed.changed()).hasSize(3);
    for (ChangedLayer ours : changed.changed()) {
      requireAgreement(python.path(ours.layer().name() + ".weight"), ours);
    }
    // The first convolution of the cnn has nine eigenvalues, the normalization is a vector.
    assertThat(changed.unchanged())
        .extracting(UnchangedLayer::toString)
        .containsExactlyElementsOf(
            name.equals("mlp")
                ? List.of()
                : List.of(
                    "conv1: unchanged, 9 eigenvalues, fewer than minEvals = 10",
                    "bn: unchanged, a vector"));
  }

  /** Python's own numbers of spikes, for its fit of the bulk is not ours. */
  @TestFactory
  Stream<DynamicTest> asManyComponentsAsPythonFoundSpikesChangeAsInPython() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    JsonNode nets = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    return GoldenCase.stream(nets)
        .flatMap(
            net ->
                GoldenCase.stream(net.path("settings").path("mp_fit").path("rows"))
                    .filter(row -> row.path("num_spikes").asInt() > 0)
                    .map(
                        row ->
                            dynamicTest(
                                net.path("name").asText() + " " + row.path("longname").asText(),
                                () -> requireSpikes(folder, net, row))));
  }

  private static void requireSpikes(Path folder, JsonNode net, JsonNode row) throws IOException {
    String layer = row.path("longname").asText();
    String file = "models/" + net.path("name").asText() + ".safetensors";
    ChangedModel changed =
        new WeightWatcher(Safetensors.model(folder.resolve(file)))
            .change(
                Smoothing.keep(Components.count(row.path("num_spikes").asInt())),
                AnalysisOptions.builder().layers(LayerSelector.byName(layer)).build());
    JsonNode python = net.path("SVDSmoothing_rmt").path(layer + ".weight");
    requireAgreement(python, changed.find(layer).orElseThrow());
  }

  private static void requireAgreement(JsonNode python, ChangedLayer ours) {
    double change = python.path("rel_change").asDouble();
    double norm = python.path("fro").asDouble();
    // Float32 noise where Python's decomposition is exact.
    assertThat(ours.relativeChange())
        .isLessThan(change * (1 + 1e-6))
        .isGreaterThan(change * 0.9967);
    // The norm is the same seen from the other side, norm^2 = (1 - change^2) ||W||^2.
    double whole = ours.norm() / Math.sqrt(1 - ours.relativeChange() * ours.relativeChange());
    double expected = whole * Math.sqrt(1 - change * change);
    assertThat(norm).isCloseTo(expected, within(1e-6 * norm));
  }
}
