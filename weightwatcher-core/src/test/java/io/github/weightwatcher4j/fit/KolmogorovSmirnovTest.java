package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.samples.Spectra;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KolmogorovSmirnovTest {

  private static final int SIZE = 300;

  private static double byTheDefinition(double[] x, int from, DoubleUnaryOperator survival) {
    double largest = 0;
    for (int j = from; j < x.length; j++) {
      double smaller = 0;
      for (int k = from; k < x.length; k++) {
        smaller += x[k] < x[j] ? 1 : 0;
      }
      double steps = smaller / (x.length - from);
      largest = Math.max(largest, Math.abs(1 - survival.applyAsDouble(x[j]) - steps));
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void theDistanceIsThatOfTheDefinition(Spectra kind) {
    double[] x = kind.sample(3, SIZE);
    int[] below = Ties.countsBelow(x);
    for (int from = 0; from < SIZE - 1; from += 3) {
      if (below[from] < from || x[from] == x[SIZE - 1]) {
        continue; // no beginning of a tail, or all of it equal
      }
      double xMin = x[from];
      for (double exponent : new double[] {-0.01, -1, -30}) {
        DoubleUnaryOperator survival = v -> Math.pow(v / xMin, exponent);
        double expected = byTheDefinition(x, from, survival);
        assertThat(KolmogorovSmirnov.distance(x, below, from, survival, Double.POSITIVE_INFINITY))
            .isEqualTo(expected);
        assertThat(KolmogorovSmirnov.distance(x, below, from, survival, expected))
            .isEqualTo(expected);
        assertThat(KolmogorovSmirnov.distance(x, below, from, survival, 0.99 * expected))
            .isInfinite();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void mostValuesOfACloseLawAreLeftOut(Spectra kind) {
    double[] x = kind.sample(4, 10_000);
    int[] asked = {0};
    // The sample's own steps, half a step off: as close as a law can be.
    DoubleUnaryOperator survival =
        v -> {
          asked[0]++;
          int below = Arrays.binarySearch(x, v);
          return 1 - 0.9 * Math.max(0, below) / x.length;
        };
    KolmogorovSmirnov.distance(x, Ties.countsBelow(x), 0, survival, Double.POSITIVE_INFINITY);
    assertThat(asked[0]).isLessThan(1000);
  }
}
