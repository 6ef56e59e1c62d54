package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.examples.MeasuresAndErrors.Rated;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuresAndErrorsTest {

  @Test
  void eachNetworkHasItsMeasuresAndItsError() {
    MeasuresAndErrors measures =
        MeasuresAndErrors.of(1, 60, List.of(0.2), List.of(16), List.of(64), List.of(0.0, 0.2));

    assertThat(measures.models()).hasSize(2);
    assertThat(measures.models())
        .allSatisfy(
            model -> {
              assertThat(model.values()).containsKeys("alpha", "path_norm", "sam_sharpness");
              assertThat(model.error()).isBetween(0.0, 0.6);
            });
    assertThat(measures.models().get(1).epochs())
        .as("random labels take longer")
        .isGreaterThan(measures.models().get(0).epochs());
    assertThat(measures.toString()).contains("tau with the test error");
  }

  @Test
  void tauIsThatOfTheOrderAndAbsentWhereThereIsNone() {
    List<Rated> networks = List.of(rated(0.1, 1), rated(0.2, 2), rated(0.3, 5), rated(0.4, 3));

    // Five of six pairs agree, one does not.
    assertThat(MeasuresAndErrors.tau("x", networks)).hasValue(4.0 / 6);
    assertThat(MeasuresAndErrors.tau("x", networks.subList(0, 2))).isEmpty();
    assertThat(MeasuresAndErrors.tau("y", networks)).isEmpty();
  }

  private static Rated rated(double error, double x) {
    return new Rated(1, 0, "", 1, error, Map.of("x", x));
  }
}
