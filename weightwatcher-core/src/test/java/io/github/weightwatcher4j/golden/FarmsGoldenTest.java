package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.io.IOException;
import java.util.List;
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

  /** Hill's alpha of the 450 eigenvalues of 90 windows of 10 x 5, by NumPy. */
  private static final double LINEAR_AT_HALF = 2.4395993524733037;

  private static JsonNode golden() throws IOException {
    return Theory.of("pruning");
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

    assertThat(layers.size()).isEqualTo(20);
    for (String numbers : List.of("layers", "alpha", "hill", key)) {
      assertThat(resnet.path(numbers)).as(numbers).hasSize(20);
    }
    for (int i = 0; i < layers.size(); i++) {
      LayerReport layer = layers.rows().get(i);
      assertThat(layer.metric(Metric.HILL_ALPHA).orElseThrow())
          .as(layer.name())
          .isCloseTo(resnet.path("hill").get(i).asDouble(), AGREED);
      assertThat(layer.alpha().orElseThrow())
          .as(layer.name())
          .isCloseTo(resnet.path("alpha").get(i).asDouble(), AGREED);
      JsonNode farms = resnet.path(key).get(i);
      if (farms.isNull()) { // the reference left its dense layer out at this aspect
        assertThat(layer.name()).isEqualTo("linear");
        assertThat(layer.metric(Metric.FARMS_ALPHA).orElseThrow())
            .isCloseTo(LINEAR_AT_HALF, AGREED);
      } else {
        assertThat(layer.metric(Metric.FARMS_ALPHA).orElseThrow())
            .as(layer.name())
            .isCloseTo(farms.path("alpha").asDouble(), AGREED);
      }
      if (farms.has("windows")) {
        requireWindows(farms, layer);
      }
    }
  }

  private static void requireWindows(JsonNode farms, LayerReport layer) {
    int m = (int) layer.metric(Metric.M).orElseThrow();
    MatrixShape shape = new MatrixShape((int) layer.metric(Metric.N).orElseThrow(), m, 1);
    boolean convolution = !layer.name().equals("linear");
    List<FarmsWindows.Window> windows =
        FarmsWindows.ofAspect(1).of(shape, convolution).stream().flatMap(List::stream).toList();
    assertThat(windows)
        .as(layer.name())
        .hasSize(farms.path("windows").asInt())
        .allMatch(it -> it.rows() == farms.path("rows").asInt())
        .allMatch(it -> it.columns() == farms.path("columns").asInt());
  }

  @TestFactory
  Stream<DynamicTest> denseLayersHaveTheirExponentsWithAnySettings() throws IOException {
    JsonNode cases = golden().path("farms_dense");
    assertThat(cases).hasSize(6);
    return Theory.elements(cases).map(it -> dynamicTest(it.toString(), () -> requireExponent(it)));
  }

  private static void requireExponent(JsonNode expected) throws IOException {
    FarmsWindows windows =
        FarmsWindows.ofAspect(expected.path("q").asDouble())
            .perAxis(expected.path("windows_per_axis").asInt())
            .rows(expected.path("rows").asInt());
    double[] sides = Theory.numbers(expected.path("shape"));
    MatrixShape shape =
        new MatrixShape(
            (long) Math.max(sides[0], sides[1]), (long) Math.min(sides[0], sides[1]), 1);
    JsonNode window = expected.path("window");
    assertThat(windows.of(shape, false).get(0))
        .hasSize(expected.path("windows").asInt())
        .allMatch(it -> it.rows() == window.path(0).asInt())
        .allMatch(it -> it.columns() == window.path(1).asInt());
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
