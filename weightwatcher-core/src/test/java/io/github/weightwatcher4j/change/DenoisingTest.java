package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.ofSingularValues;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Denoised matrices against what the papers prove of large ones. */
class DenoisingTest {

  private static final LayerInfo LAYER = new LayerInfo(0, "fc", LayerType.DENSE);
  private static final int N = 400;

  /** True singular values in units of the noise, all of them to be seen. */
  private static final double[] TRUTH = {5, 3, 1.6};

  private static ChangeOutcome apply(Denoising denoising, Weights weights) {
    try {
      return denoising.apply(LAYER, weights, Stored.SOLVER, () -> false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ChangeOutcome apply(Denoising denoising, double[][] matrix) {
    return apply(denoising, Weights.of(WeightTensor.of(matrix), Slicing.TRAILING));
  }

  private static RealMatrix denoised(Shrinker shrinker, Noise noise, RealMatrix seen) {
    ChangedLayer layer = (ChangedLayer) apply(Denoising.of(shrinker, noise), seen.getData());
    return real(Stored.matrix(layer.weights()));
  }

  private static RealMatrix lowRank(long seed, int n, int m, double... values) {
    return real(ofSingularValues(seed, n, Arrays.copyOf(values, m)));
  }

  private static RealMatrix noise(long seed, int m) {
    return real(gaussian(seed, N, m)).scalarMultiply(1 / Math.sqrt(N));
  }

  private static double squared(RealMatrix matrix) {
    double norm = matrix.getFrobeniusNorm();
    return norm * norm;
  }

  /** The squared error left of a truth x (Gavish and Donoho 2017): x^2 - (x c1 c2)^2. */
  private static double bestLoss(double x, double beta) {
    double signal = Math.pow(x, 4) - beta;
    double kept = signal * signal / ((x * x + beta) * (x * x + 1) * x * x);
    return x * x - kept;
  }

  private static List<Noise> noises() {
    return List.of(Noise.of(1 / Math.sqrt(N)), Noise.median(), Noise.bulk());
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.25})
  void shrinkageBeatsTheHardThresholdWhichBeatsNothingAndReachesTheBestLoss(double beta) {
    int m = (int) (beta * N);
    double best = 0;
    for (double x : TRUTH) {
      best += bestLoss(x, beta);
    }
    for (Noise level : noises()) {
      double hard = 0;
      double shrunk = 0;
      double untouched = 0;
      int runs = 3;
      for (int run = 0; run < runs; run++) {
        RealMatrix truth = lowRank(900 + 2 * run, N, m, TRUTH);
        RealMatrix seen = truth.add(noise(950 + run, m));
        hard += squared(denoised(Shrinker.HARD_THRESHOLD, level, seen).subtract(truth)) / runs;
        shrunk += squared(denoised(Shrinker.FROBENIUS, level, seen).subtract(truth)) / runs;
        untouched += squared(seen.subtract(truth)) / runs;
      }
      assertThat(shrunk).isLessThan(hard);
      assertThat(hard).isLessThan(untouched);
      // A squared value fluctuates by some 1 / sqrt(N) = 5 %, less over three values and three
      // runs.
      assertThat(shrunk / best).isCloseTo(1, within(0.05));
    }
  }

  /** At the threshold keeping and dropping cost the same, 3 N sigma^2 each component. */
  @Tag("thorough")
  @Test
  void theHardThresholdOfASquareMatrixLosesThreeTimesTheNoiseOfARow() {
    double x = Math.sqrt(3); // dropped it costs x^2 = 3, and it is seen at 4 / sqrt(3)
    assertThat(x + 1 / x).isCloseTo(Shrinker.threshold(1), within(1e-12));
    Noise less = Noise.of(0.9 / Math.sqrt(N)); // so that it is kept each time
    double kept = 0;
    int runs = 10;
    for (int run = 0; run < runs; run++) {
      RealMatrix truth = lowRank(800 + 2 * run, N, N, x);
      RealMatrix left = denoised(Shrinker.HARD_THRESHOLD, less, truth.add(noise(850 + run, N)));
      assertThat(left.getFrobeniusNorm()).isPositive();
      kept += squared(left.subtract(truth)) / runs;
    }
    // It varies by some 5 % from run to run, by 2 % in the mean of ten.
    assertThat(kept).isCloseTo(3, within(0.15));
  }

  @ParameterizedTest
  @EnumSource(Shrinker.class)
  void whatIsBelowTheTransitionGoesToZero(Shrinker shrinker) {
    // 0.5 is below beta^(1/4) = 0.84; the largest value of the noise is beyond its edge at times,
    // by 1 % of it, where shrinkage leaves a little.
    RealMatrix seen = lowRank(701, N, N / 2, 0.5).add(noise(703, N / 2));
    RealMatrix left = denoised(shrinker, Noise.of(1.02 / Math.sqrt(N)), seen);
    assertThat(left.getFrobeniusNorm()).isZero();
  }

  @Test
  void theTransposedMatrixIsDenoisedAlike() {
    double[][] w = gaussian(711, 60, 40);
    w[3][4] += 40;
    for (Shrinker shrinker : Shrinker.values()) {
      RealMatrix tall = denoised(shrinker, Noise.median(), real(w));
      RealMatrix wide = denoised(shrinker, Noise.median(), real(transposed(w)));
      assertThat(tall.getFrobeniusNorm()).isPositive();
      // Eigenvectors carry M eps of the largest value, 40.
      assertThat(tall.transpose().subtract(wide).getFrobeniusNorm()).isLessThan(1e-11);
    }
  }

  @Test
  void everySliceHasItsOwnNoise() {
    TensorShape shape = TensorShape.of(2, 1, 60, 40);
    double[] values = gaussian(721, 1, 4800)[0];
    for (int i = 0; i < 2400; i++) {
      values[i] *= 1e-3;
    }
    values[0] += 0.04; // 40 deviations of the first slice, less than one of the second
    values[2400] += 40;
    ChangedLayer layer =
        (ChangedLayer)
            apply(
                Denoising.of(Shrinker.HARD_THRESHOLD, Noise.median()),
                Weights.of(new NdArray(shape, Precision.FLOAT64, values), Slicing.LEADING));
    assertThat(layer.components()).containsExactly(1, 1);
  }

  @Test
  void aLayerWithoutAnEstimateSaysWhyAndIsNotChanged() {
    double[][] zeros = new double[20][15];
    double[][] thin = lowRank(731, 20, 15, 3, 2).getData();
    assertThat(apply(Denoising.of(Shrinker.FROBENIUS, Noise.of(1)), zeros))
        .isEqualTo(new UnchangedLayer(LAYER, "all weights are zero"));
    assertThat(apply(Denoising.of(Shrinker.FROBENIUS, Noise.median()), thin))
        .isEqualTo(
            new UnchangedLayer(
                LAYER, "noise unknown: half of the eigenvalues are 0, the median tells no noise"));
    assertThat(apply(Denoising.of(Shrinker.FROBENIUS, Noise.bulk()), gaussian(732, 5, 3)))
        .isEqualTo(
            new UnchangedLayer(LAYER, "noise unknown: 3 eigenvalues above 0, a bulk needs 10"));
  }

  @Test
  void noiseThatIsNoNumberIsRefused() {
    for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Noise.of(deviation));
    }
  }

  @Test
  void aDenoisingSaysWhatItDoes() {
    assertThat(Denoising.of(Shrinker.FROBENIUS, Noise.of(0.1)))
        .hasToString("Frobenius shrinkage, noise of 0.1");
    assertThat(Denoising.of(Shrinker.HARD_THRESHOLD, Noise.median()))
        .hasToString("hard threshold, noise by the median");
  }
}
