package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pruned scan against one that looks at every point of every candidate. */
class TailScanTest {

  /** Sizes from 2 to 2000, evenly spaced in their logarithm, a few of each; 40 a kind. */
  private static int size(int trial) {
    return (int) Math.round(2 * Math.pow(1000, trial / 39.0));
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void theScanFindsWhatANaiveOneFinds(Spectra kind) {
    for (int trial = 0; trial < 40; trial++) {
      double[] x = kind.sample(100 + trial, size(trial));
      TailScan scan = new TailScan(Spectrum.of(x));
      int last = x.length - 2;
      int expected = naive(x, last);
      assertThat(scan.best(last)).as("%s of %d", kind, x.length).isEqualTo(expected);
      if (expected >= 0) {
        PowerLawFit fit = scan.fit(expected);
        assertThat(fit.alpha()).isEqualTo(alpha(x, expected));
        assertThat(fit.distance()).isEqualTo(distance(x, expected, alpha(x, expected)));
        assertThat(fit.xMin()).isEqualTo(x[expected]);
        assertThat(fit.tailSize()).isEqualTo(x.length - expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void splittingTiesTheScanFindsWhatOneByIndexFinds(Spectra kind) {
    for (int trial = 0; trial < 40; trial++) {
      double[] x = kind.sample(500 + trial, size(trial));
      int last = x.length - 2;
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= last; i++) {
        double distance = distanceByIndex(x, i);
        if (distance < least) {
          least = distance;
          best = i;
        }
      }
      TailScan scan = new TailScan(x, false, true);
      assertThat(scan.best(last)).as("%s of %d", kind, x.length).isEqualTo(best);
      if (best >= 0) {
        assertThat(scan.fit(best).distance()).isEqualTo(least);
      }
    }
  }

  /** As if all values differed; infinite where the tail has no exponent. */
  private static double distanceByIndex(double[] x, int i) {
    double alpha = alpha(x, i);
    double worst = alpha > 1 ? 0 : Double.POSITIVE_INFINITY;
    for (int j = i; j < x.length; j++) {
      double survival = Math.exp((1 - alpha) * (Math.log(x[j]) - Math.log(x[i])));
      worst = Math.max(worst, Math.abs(1 - survival - (double) (j - i) / (x.length - i)));
    }
    return worst;
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void theLeastDistanceIsThatOfTheFormulaAsPrinted(Spectra kind) {
    for (int trial = 0; trial < 30; trial++) {
      double[] x = kind.sample(200 + trial, size(trial));
      TailScan scan = new TailScan(Spectrum.of(x));
      int best = scan.best(x.length - 2);
      double least = 1;
      for (int i = 0; i <= x.length - 2; i++) {
        least = Math.min(least, distanceAsPrinted(x, i));
      }
      if (best >= 0) {
        // Powers and exponentials of logarithms round differently: by 1e-12 for an alpha of 10^4.
        assertThat(scan.fit(best).distance()).isCloseTo(least, within(1e-11));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100, 300})
  void aLongerLeastTailLeavesOutShortCandidatesOnly(int minTailSize) {
    for (int trial = 0; trial < 20; trial++) {
      double[] x = Spectra.BULK_AND_TAIL.sample(300 + trial, 300);
      TailScan scan = new TailScan(Spectrum.of(x));
      int last = x.length - minTailSize;
      assertThat(scan.best(last)).isEqualTo(naive(x, last));
    }
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void aDistanceIsExactUpToItsBoundAndInfiniteBeyond(Spectra kind) {
    double[] x = kind.sample(400, 200);
    TailScan scan = new TailScan(Spectrum.of(x));
    for (int i = 0; i < x.length - 1; i++) {
      double exact = scan.distance(i, Double.POSITIVE_INFINITY);
      if (exact <= 1) {
        assertThat(scan.distance(i, exact)).isEqualTo(exact);
        assertThat(scan.distance(i, Math.nextDown(exact))).isInfinite();
      }
    }
  }

  /** First of the least distances; -1 where no tail has an exponent. */
  private static int naive(double[] x, int last) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= last; i++) {
      double alpha = alpha(x, i);
      boolean begins = i == 0 || x[i] > x[i - 1];
      double distance = begins && alpha > 1 ? distance(x, i, alpha) : Double.POSITIVE_INFINITY;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  private static double alpha(double[] x, int i) {
    if (x[x.length - 1] - x[i] <= 1e-5 * x[x.length - 1]) {
      return Double.NaN;
    }
    double sum = 0;
    for (int j = x.length - 1; j >= i; j--) {
      sum += Math.log(x[j]);
    }
    int m = x.length - i;
    return 1 + m / (sum - m * Math.log(x[i]));
  }

  private static double distance(double[] x, int i, double alpha) {
    double worst = 0;
    for (int j = i; j < x.length; j++) {
      double survival = Math.exp((1 - alpha) * (Math.log(x[j]) - Math.log(x[i])));
      worst = Math.max(worst, Math.abs(1 - survival - below(x, i, j)));
    }
    return worst;
  }

  /** The share of the tail from i on that is smaller than value j. */
  private static double below(double[] x, int i, int j) {
    int at = j;
    while (at > i && x[at - 1] == x[j]) {
      at--;
    }
    return (double) (at - i) / (x.length - i);
  }

  /** Section 2 of the numerical contract, word for word; 1 where there is no exponent. */
  private static double distanceAsPrinted(double[] x, int i) {
    double alpha = alpha(x, i);
    boolean begins = i == 0 || x[i] > x[i - 1];
    if (!(begins && alpha > 1)) {
      return 1;
    }
    double worst = 0;
    for (int j = i; j < x.length; j++) {
      double law = 1 - Math.pow(x[j] / x[i], 1 - alpha);
      worst = Math.max(worst, Math.abs(law - below(x, i, j)));
    }
    return worst;
  }
}
