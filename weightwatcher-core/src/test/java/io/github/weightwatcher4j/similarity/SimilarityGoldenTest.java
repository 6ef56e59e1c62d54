package io.github.weightwatcher4j.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.golden.Theory;
import io.github.weightwatcher4j.samples.Matrices;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every measure against independent Python. */
class SimilarityGoldenTest {

  private static final double TOLERANCE = 1e-9;

  private static JsonNode golden() throws IOException {
    return Theory.of("similarity");
  }

  private static double[][] samples(String file) throws IOException {
    NdArray array = Theory.array(file.replace(".npy", ""));
    int features = Math.toIntExact(array.shape().dim(1));
    double[][] rows = new double[Math.toIntExact(array.shape().dim(0))][features];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < features; column++) {
        rows[row][column] = array.value(row * features + column);
      }
    }
    return rows;
  }

  @ParameterizedTest(name = "pair {0}")
  @ValueSource(ints = {0, 1})
  void pairsAreAsAlikeAsTheReferenceSays(int number) throws IOException {
    JsonNode pair = golden().path("pairs").path(number);
    Representation x = Representation.of(samples(pair.path("x").asText()));
    Representation y = Representation.of(samples(pair.path("y").asText()));

    requireAs(pair, x, y);
  }

  @Test
  void rotatedScaledAndShiftedSamplesAreTheSame() throws IOException {
    JsonNode golden = golden().path("invariance");
    double[][] x = samples(golden.path("x").asText());
    double[][] y = Matrices.product(x, Matrices.orthogonal(8, x[0].length));
    for (double[] row : y) {
      for (int column = 0; column < row.length; column++) {
        row[column] = 2.5 * row[column] + 1;
      }
    }

    requireAs(golden, Representation.of(x), Representation.of(y));
  }

  private static void requireAs(JsonNode golden, Representation x, Representation y) {
    CanonicalCorrelations cca = CanonicalCorrelations.of(x, y);
    JsonNode expected = golden.path("cca");
    assertThat(cca.correlations()).hasSize(expected.path("correlations").size());
    for (int i = 0; i < cca.correlations().size(); i++) {
      assertThat(cca.correlations().get(i))
          .isCloseTo(number(expected.path("correlations").path(i)), within(TOLERANCE));
    }
    assertThat(new int[] {cca.rankX(), cca.rankY()})
        .containsExactly(
            expected.path("ranks").path(0).asInt(), expected.path("ranks").path(1).asInt());
    requireKept(golden.path("svcca99"), x, y, DirectionRule.VARIANCE);
    requireKept(golden.path("svcca99_singular_values"), x, y, DirectionRule.SINGULAR_VALUES);

    Similarities all = Similarities.of(x, y);
    require(all, SimilarityMeasure.CCA, expected.path("mean"));
    require(all, SimilarityMeasure.CCA_R2, expected.path("r2"));
    require(all, SimilarityMeasure.PWCCA_X, expected.path("pwcca_x"));
    require(all, SimilarityMeasure.PWCCA_Y, expected.path("pwcca_y"));
    require(all, SimilarityMeasure.SVCCA, golden.path("svcca99").path("mean"));
    require(
        all,
        SimilarityMeasure.SVCCA_SINGULAR_VALUES,
        golden.path("svcca99_singular_values").path("mean"));
    require(all, SimilarityMeasure.CKA, golden.path("cka"));
    require(all, SimilarityMeasure.CKA_UNBIASED, golden.path("cka_unbiased"));
    require(all, SimilarityMeasure.PROCRUSTES, golden.path("procrustes").path("similarity"));
    double distance = Math.sqrt(2 - 2 * all.value(SimilarityMeasure.PROCRUSTES).orElseThrow());
    assertThat(distance) // the root of a rounding error is the larger one
        .isCloseTo(number(golden.path("procrustes").path("distance")), within(1e-7));
  }

  private static void requireKept(
      JsonNode golden, Representation x, Representation y, DirectionRule rule) {
    assertThat(new int[] {x.leading(0.99, rule).rank(), y.leading(0.99, rule).rank()})
        .containsExactly(golden.path("kept").path(0).asInt(), golden.path("kept").path(1).asInt());
  }

  private static void require(Similarities all, SimilarityMeasure measure, JsonNode golden) {
    assertThat(all.value(measure).orElseThrow())
        .as(measure.key())
        .isCloseTo(number(golden), within(TOLERANCE));
  }

  private static double number(JsonNode node) {
    assertThat(node.isNumber()).isTrue();
    return node.asDouble();
  }
}
