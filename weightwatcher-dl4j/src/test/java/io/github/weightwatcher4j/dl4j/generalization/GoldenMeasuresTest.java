package io.github.weightwatcher4j.dl4j.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against numbers made independently with numpy. */
class GoldenMeasuresTest {

  private static final Map<String, Measure> MEASURES =
      Arrays.stream(Measure.values()).collect(Collectors.toMap(Measure::key, each -> each));

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void normsMarginsAndDistancesAreThoseOfTheReference(String name) {
    Golden golden = Golden.of(name);

    Generalization measured =
        GeneralizationMeasures.on(golden.data())
            .startedFrom(golden.untrained())
            .draws(1)
            .of(golden.trained());

    // Both in float64; sums in another order.
    Offset<Double> rounding = within(1e-9);
    assertThat(measured.loss()).isCloseTo(golden.values().get("loss").asDouble(), rounding);
    assertThat(measured.accuracy()).isEqualTo(golden.values().get("accuracy").asDouble());
    JsonNode adjusted = golden.values().get("metrics_adjusted");
    assertThat(adjusted).hasSize(16);
    golden
        .values()
        .get("metrics")
        .properties()
        .forEach(
            each -> {
              Measure measure =
                  Objects.requireNonNull(
                      MEASURES.get(each.getKey().equals("margin_10") ? "margin" : each.getKey()));
              double value = each.getValue().asDouble();
              assertThat(measured.value(measure).orElseThrow())
                  .as(each.getKey())
                  .isCloseTo(value, within(1e-9 * Math.abs(value)));
              assertThat(measured.adjusted(measure).orElseThrow())
                  .as(each.getKey())
                  .isCloseTo(adjusted.get(each.getKey()).asDouble(), rounding);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void sharpnessIsThatOfTheReference(String name) {
    Golden golden = Golden.of(name);

    golden
        .values()
        .get("sam_sharpness")
        .properties()
        .forEach(
            each -> {
              Generalization measured =
                  GeneralizationMeasures.on(golden.data())
                      .rho(Double.parseDouble(each.getKey()))
                      .draws(1)
                      .of(golden.trained());
              double value = each.getValue().asDouble();
              assertThat(measured.value(Measure.SHARPNESS).orElseThrow())
                  .as(each.getKey())
                  .isCloseTo(value, within(1e-6 * value));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void sigmaAndTheNormsByItAreThoseOfTheReference(String name) {
    Golden golden = Golden.of(name);

    Generalization measured =
        GeneralizationMeasures.on(golden.data())
            .startedFrom(golden.untrained())
            .draws(70)
            .of(golden.trained());

    // Both have a Monte Carlo error of one to two per cent.
    assertThat(measured.value(Measure.SIGMA).orElseThrow())
        .isCloseTo(golden.values().get("pac_bayes_sigma").asDouble(), Percentage.withPercentage(5));
    // The reference has the bounds at sigma 0.05: |w|^2 / 4 sigma^2 is rescaled from there.
    double sigma = measured.value(Measure.SIGMA).orElseThrow();
    JsonNode at = golden.values().get("pac_bayes_sigma_0.05");
    assertThat(measured.value(Measure.PAC_BAYES_ORIGIN).orElseThrow())
        .isCloseTo(rescaled(at.get("orig").asDouble(), sigma), within(1e-6));
    assertThat(measured.value(Measure.PAC_BAYES_INITIAL).orElseThrow())
        .isCloseTo(rescaled(at.get("init").asDouble(), sigma), within(1e-6));
    assertThat(measured.value(Measure.PAC_BAYES_FLATNESS).orElseThrow())
        .isEqualTo(1 / (sigma * sigma));
  }

  private static double rescaled(double bound, double sigma) {
    double reference = 0.05;
    int examples = 200;
    double square = bound - Math.log(examples / reference) - 10;
    return square * Math.pow(reference / sigma, 2) + Math.log(examples / sigma) + 10;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void expectedAccuracyUnderNoiseIsThatOfTheReference(String name) {
    Golden golden = Golden.of(name);
    DoubleCopy net = DoubleCopy.of(golden.trained());
    int draws = 50;
    NoiseTolerance noise = new NoiseTolerance(net, Answers.of(golden.data()), draws, 5, () -> {});

    golden
        .values()
        .get("accuracy_under_gaussian_noise")
        .properties()
        .forEach(
            each -> {
              double mean = each.getValue().get(0).asDouble();
              double error = each.getValue().get(1).asDouble();
              // Its error comes from 400 draws; ours from fewer; and one answer in a draw.
              double tolerance = 4 * error * Math.sqrt(1 + 400.0 / draws) + 1.0 / draws / 20;
              assertThat(noise.expectedAccuracy(Double.parseDouble(each.getKey())))
                  .as(each.getKey())
                  .isCloseTo(mean, within(tolerance));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu"})
  void aGraphHasTheMeasuresOfTheSameNetworkAndBothStayAsTheyAre(String name) {
    Golden golden = Golden.of(name);
    MultiLayerNetwork net = golden.trained();
    INDArray before = net.params().dup();
    GeneralizationMeasures measures =
        GeneralizationMeasures.on(golden.data()).startedFrom(golden.untrained()).draws(3);

    Generalization ofLayers = measures.of(net);
    Generalization ofGraph = measures.of(net.toComputationGraph());

    assertThat(net.params()).isEqualTo(before);
    for (Measure measure : Measure.values()) {
      double value = ofLayers.value(measure).orElseThrow();
      assertThat(ofGraph.value(measure).orElseThrow())
          .as(measure.key())
          .isCloseTo(value, within(1e-9 * Math.abs(value)));
    }
  }
}
