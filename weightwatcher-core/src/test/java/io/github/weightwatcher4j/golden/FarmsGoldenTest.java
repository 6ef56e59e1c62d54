package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Hill exponents of spectra and of windows are those of an independent program. */
class FarmsGoldenTest {

  /** What the reference values promise. */
  private static final Percentage AGREED = Percentage.withPercentage(1e-4);

  private static JsonNode golden() throws IOException {
    Path file = TestData.ours().resolve("theory/pruning.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  private static LayerTable analyze(String model, FarmsWindows windows, int threads)
      throws IOException {
    return new WeightWatcher(Safetensors.model(TestData.ours().resolve(model)))
        .analyze(o -> o.farms(windows).minEvals(1).mpFit(false).threads(threads))
        .details();
  }

  @ParameterizedTest
  @CsvSource({"1, farms_q1", "0.5, farms_q05"})
  void everyLayerOfTheResNetHasItsExponents(double aspect, String key) throws IOException {
    JsonNode resnet = golden().path("resnet20");
    LayerTable layers = analyze("models/resnet20.safetensors", FarmsWindows.ofAspect(aspect), 2);

    assertThat(layers.size()).isEqualTo(resnet.path("layers").size());
    for (int i = 0; i < layers.size(); i++) {
      LayerReport layer = layers.rows().get(i);
      assertThat(layer.metric(Metric.HILL_ALPHA).orElseThrow())
          .as(layer.name())
          .isCloseTo(resnet.path("hill").get(i).asDouble(), AGREED);
      JsonNode farms = resnet.path(key).get(i);
      if (!farms.isNull()) {
        assertThat(layer.metric(Metric.FARMS_ALPHA).orElseThrow())
            .as(layer.name())
            .isCloseTo(farms.path("alpha").asDouble(), AGREED);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> denseLayersHaveTheirExponentsWithAnySettings() throws IOException {
    JsonNode cases = golden().path("farms_dense");
    return IntStream.range(0, cases.size())
        .mapToObj(cases::get)
        .map(it -> dynamicTest(it.toString(), () -> requireExponent(it)));
  }

  private static void requireExponent(JsonNode expected) throws IOException {
    FarmsWindows windows =
        FarmsWindows.ofAspect(expected.path("q").asDouble())
            .perAxis(expected.path("windows_per_axis").asInt())
            .rows(expected.path("rows").asInt());
    String layer = expected.path("weight").asText().replace(".weight", "");
    double alpha =
        analyze("golden/models/mlp.safetensors", windows, 2)
            .get(layer)
            .metric(Metric.FARMS_ALPHA)
            .orElseThrow();
    assertThat(alpha).isCloseTo(expected.path("hill_alpha").asDouble(), AGREED);
  }

  @Test
  void theExponentsAreTheSameOnOneThreadAndOnFive() throws IOException {
    FarmsWindows windows = FarmsWindows.ofAspect(0.5).rows(32);
    LayerTable one = analyze("golden/models/mlp.safetensors", windows, 1);
    LayerTable five = analyze("golden/models/mlp.safetensors", windows, 5);
    for (int i = 0; i < one.size(); i++) {
      assertThat(five.rows().get(i).metric(Metric.FARMS_ALPHA).orElseThrow())
          .isCloseTo(one.rows().get(i).metric(Metric.FARMS_ALPHA).orElseThrow(), within(0.0));
    }
  }
}
