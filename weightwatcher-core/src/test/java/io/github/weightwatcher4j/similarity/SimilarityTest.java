package io.github.weightwatcher4j.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityTest {

  private static final double ROUNDING = 1e-9;

  private static Representation gaussian(long seed, int samples, int features) {
    return Representation.of(Matrices.gaussian(seed, samples, features));
  }

  @Test
  void twoColumnsHaveTheirPearsonCorrelation() {
    double[][] x = {{1}, {2}, {3}, {4}, {5}};
    double[][] y = {{2}, {1}, {4}, {3}, {5}};
    Similarities all = Similarities.of(Representation.of(x), Representation.of(y));

    double r = 0.8; // deviations -2..2 and -1 -2 1 0 2: 8 / 10
    assertThat(all.value(SimilarityMeasure.CCA).orElseThrow()).isCloseTo(r, within(ROUNDING));
    assertThat(all.value(SimilarityMeasure.PWCCA_Y).orElseThrow()).isCloseTo(r, within(ROUNDING));
    assertThat(all.value(SimilarityMeasure.PROCRUSTES).orElseThrow())
        .isCloseTo(r, within(ROUNDING));
    assertThat(all.value(SimilarityMeasure.CCA_R2).orElseThrow())
        .isCloseTo(r * r, within(ROUNDING));
    assertThat(all.value(SimilarityMeasure.CKA).orElseThrow()).isCloseTo(r * r, within(ROUNDING));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void unbiasedCkaIsWhatItsSumOverQuadruplesSays(long seed) {
    double[][] x = Matrices.gaussian(seed, 7, 3);
    double[][] y = Matrices.gaussian(seed + 9, 7, 2);
    for (int i = 0; i < x.length; i++) {
      y[i][0] += x[i][1];
    }

    double expected = hsic(x, y) / Math.sqrt(hsic(x, x) * hsic(y, y));
    assertThat(SimilarityMeasure.CKA_UNBIASED.of(Representation.of(x), Representation.of(y)))
        .isCloseTo(expected, within(1e-8));
  }

  /** The U-statistic itself: mean of K_ij (L_ij + L_kl - 2 L_ik) over distinct i, j, k, l. */
  private static double hsic(double[][] x, double[][] y) {
    int n = x.length;
    double sum = 0;
    for (int code = 0; code < n * n * n * n; code++) {
      int i = code % n;
      int j = code / n % n;
      int k = code / (n * n) % n;
      int l = code / (n * n * n);
      if (Arrays.stream(new int[] {i, j, k, l}).distinct().count() == 4) {
        double products = dot(y[i], y[j]) + dot(y[k], y[l]) - 2 * dot(y[i], y[k]);
        sum += dot(x[i], x[j]) * products;
      }
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void unbiasedCkaOfIndependentSamplesIsAboutZeroWhereCkaIsNot() {
    Representation x = gaussian(5, 60, 200);
    Representation y = gaussian(6, 60, 200);

    assertThat(SimilarityMeasure.CKA.of(x, y)).isGreaterThan(0.7);
    assertThat(SimilarityMeasure.CKA_UNBIASED.of(x, y)).isCloseTo(0, within(0.1));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(SimilarityMeasure.class)
  void aMeasureIsTheSameWithBothSidesExchanged(SimilarityMeasure measure) {
    Representation x = gaussian(1, 90, 12);
    Representation y = gaussian(2, 90, 5);
    SimilarityMeasure other =
        switch (measure) {
          case PWCCA_X -> SimilarityMeasure.PWCCA_Y;
          case PWCCA_Y -> SimilarityMeasure.PWCCA_X;
          default -> measure;
        };

    assertThat(measure.of(x, y)).isCloseTo(other.of(y, x), within(ROUNDING));
  }

  @ParameterizedTest(name = "scale {0}")
  @ValueSource(doubles = {1e-290, 1e-3, 1e3, 1e290})
  void measuresAreTheSameInAnyUnit(double unit) {
    double[][] x = Matrices.gaussian(3, 50, 6);
    double[][] scaled =
        Arrays.stream(x)
            .map(row -> Arrays.stream(row).map(v -> v * unit).toArray())
            .toArray(double[][]::new);
    Representation y = gaussian(4, 50, 4);

    for (SimilarityMeasure measure : SimilarityMeasure.values()) {
      assertThat(measure.of(Representation.of(scaled), y))
          .as(measure.key())
          .isCloseTo(measure.of(Representation.of(x), y), within(ROUNDING));
    }
  }

  @Test
  void aHugeConstantColumnAddsNothing() {
    double[][] x = Matrices.gaussian(7, 40, 3);
    double[][] more =
        Arrays.stream(x)
            .map(row -> new double[] {row[0], 0.1e9, row[1], row[2]})
            .toArray(double[][]::new);
    Representation y = gaussian(8, 40, 3);

    assertThat(Representation.of(more).rank()).isEqualTo(3);
    assertThat(SimilarityMeasure.CCA.of(Representation.of(more), y))
        .isCloseTo(SimilarityMeasure.CCA.of(Representation.of(x), y), within(1e-6));
  }

  @Test
  void moreFeaturesThanSamplesGoThroughCka() {
    double[][] x = Matrices.gaussian(1, 20, 50);

    assertThat(SimilarityMeasure.CKA.of(Representation.of(x), Representation.of(x)))
        .isCloseTo(1, within(ROUNDING));
  }

  @Test
  void tooFewSamplesForCcaAreRefusedWithTheNumbers() {
    Similarities all = Similarities.of(gaussian(1, 12, 7), gaussian(2, 12, 5));

    assertThat(all.value(SimilarityMeasure.CCA)).isEmpty();
    assertThat(all.reason(SimilarityMeasure.CCA))
        .contains("n > p + q", "n = 12, p = 7 and q = 5", "SVCCA or CKA");
    assertThat(all.value(SimilarityMeasure.CKA)).isPresent();
    assertThat(all.isComplete()).isFalse();
  }

  @Test
  void oneSampleMoreThanDirectionsIsEnough() {
    assertThat(CanonicalCorrelations.of(gaussian(1, 13, 7), gaussian(2, 13, 5)).correlations())
        .hasSize(5);
  }

  @Test
  void inputThatHasNoAnswerIsRefusedWithTheReason() {
    Representation y = gaussian(1, 5, 1);
    double[][] three = {{1}, {2}, {4}};
    double[][] nan = {{1, 2}, {3, Double.NaN}, {5, 6}};
    double[][] constant = {{1, 2}, {1, 2}, {1, 2}};

    assertThatThrownBy(() -> SimilarityMeasure.CKA.of(gaussian(1, 6, 1), y))
        .hasMessageContaining("one has 6 and the other 5");
    assertThatThrownBy(
            () ->
                SimilarityMeasure.CKA_UNBIASED.of(
                    Representation.of(three), Representation.of(three)))
        .hasMessageContaining("needs 4 samples or more but there are 3");
    assertThatThrownBy(() -> Representation.of(nan))
        .hasMessageContaining("sample 1, feature 1 is NaN");
    assertThatThrownBy(() -> Representation.of(constant))
        .hasMessageContaining("every column is constant");
    assertThatThrownBy(() -> Representation.of(new double[][] {{1, 2}, {3}, {4, 5}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Representation.of(new double[][] {{1}, {2}}))
        .hasMessageContaining("needs 3 samples or more");
    assertThatThrownBy(() -> Representation.of(new double[0][0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> y.leading(0, DirectionRule.VARIANCE)).hasMessageContaining("(0, 1]");
  }

  @Test
  void aMapOfOneArrayIsRepresentationAndOneOfTwoIsNot() {
    float[][] array = {{1, 2}, {3, 5}, {4, 4}};

    assertThat(Representation.of(Map.of("a", array)).samples()).isEqualTo(3);
    assertThatThrownBy(() -> Representation.of(Map.of("a", array, "b", array)))
        .hasMessageContaining("holds 2");
  }

  @Test
  void rowsAndColumnsOfLayersAreSamplesAsAsked() {
    double[][] weights = Matrices.gaussian(3, 8, 5);
    Layer layer = Sources.layer(0, "fc", weights);

    assertThat(Representation.ofRows(layer)).hasToString("8 samples x 5 features, rank 5");
    assertThat(Representation.ofColumns(layer)).hasToString("5 samples x 8 features, rank 4");
    assertThat(
            SimilarityMeasure.CKA.of(
                Representation.ofColumns(layer), Representation.of(Matrices.transposed(weights))))
        .isCloseTo(1, within(ROUNDING));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Slicing.class)
  void kernelPositionsAreFeaturesWhicheverAxesCountThem(Slicing slicing) {
    double[] values = new double[3 * 4 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i * i);
    }
    boolean trailing = slicing == Slicing.TRAILING;
    TensorShape shape = trailing ? TensorShape.of(4, 6, 3) : TensorShape.of(3, 4, 6);
    Weights weights =
        new Weights(
            shape,
            Precision.FLOAT64,
            slicing,
            () -> WeightTensor.of(shape, Precision.FLOAT64, values));
    Layer layer = Layer.of(new LayerInfo(0, "conv", LayerType.CONV1D), weights);
    double[][] rows = new double[4][18];
    double[][] columns = new double[6][12];
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 6; column++) {
        for (int k = 0; k < 3; k++) {
          double value = values[trailing ? (row * 6 + column) * 3 + k : (k * 4 + row) * 6 + column];
          rows[row][3 * column + k] = value;
          columns[column][3 * row + k] = value;
        }
      }
    }

    for (List<Representation> both :
        List.of(
            List.of(Representation.ofRows(layer), Representation.of(rows)),
            List.of(Representation.ofColumns(layer), Representation.of(columns)))) {
      assertThat(both.get(0)).hasToString(both.get(1).toString());
      assertThat(SimilarityMeasure.CKA.of(both.get(0), both.get(1))).isCloseTo(1, within(ROUNDING));
    }
  }

  @Test
  void textHasTheSameDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(Representation.of(new double[][] {{1, 0}, {0, 2}, {3, 3}, {0, 0}}))
          .hasToString("4 samples x 2 features, rank 2");
    } finally {
      Locale.setDefault(before);
    }
  }
}
