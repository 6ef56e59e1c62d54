package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.internal.XMinWindow;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Equal eigenvalues are one candidate for xMin and one step of the tail: every fit against the rule
 * as it stands in words, on lists of values and without an index.
 */
class TiedSpectraTest {

  /** The rule sums powers, the scan exponentials of sums of logarithms. */
  private static final double ROUNDING = 1e-12;

  private final Spectrum decades = decades(300, 100, 10, 1);

  private static Spectrum decades(int... counts) {
    double[] values = new double[Arrays.stream(counts).sum()];
    int at = 0;
    for (int decade = 0; decade < counts.length; decade++) {
      Arrays.fill(values, at, at + counts[decade], Math.pow(10, decade));
      at += counts[decade];
    }
    return Spectrum.of(values);
  }

  /** Heavy-tailed values rounded to some digits, as measured data are. */
  private static Spectrum rounded(long seed) {
    Random random = new Random(seed);
    double[] values = new double[20 + random.nextInt(200)];
    double steps = 1 + random.nextInt(8);
    Arrays.setAll(values, i -> Math.rint(steps * Math.pow(1 - random.nextDouble(), -0.7)) / steps);
    return Spectrum.of(values);
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private record Candidate(double xMin, int size, double alpha, double distance) {}

  /** The tail of all values of at least xMin; empty where they are all equal. */
  private static Optional<Candidate> candidate(Spectrum spectrum, double xMin) {
    double[] tail = spectrum.values().filter(x -> x >= xMin).toArray();
    double logs = Arrays.stream(tail).map(x -> Math.log(x / xMin)).sum();
    if (logs == 0) {
      return Optional.empty();
    }
    double alpha = 1 + tail.length / logs;
    double distance = distance(tail, x -> Math.pow(x / xMin, 1 - alpha));
    return Optional.of(new Candidate(xMin, tail.length, alpha, distance));
  }

  private static double distance(double[] tail, DoubleUnaryOperator survival) {
    double largest = 0;
    for (double value : tail) {
      double smaller = Arrays.stream(tail).filter(x -> x < value).count();
      double gap = Math.abs(1 - survival.applyAsDouble(value) - smaller / tail.length);
      largest = Math.max(largest, gap);
    }
    return largest;
  }

  private static List<Candidate> candidates(Spectrum spectrum, int minTailSize, XMinWindow window) {
    return spectrum
        .values()
        .distinct()
        .filter(xMin -> xMin >= window.from() && xMin < window.to())
        .mapToObj(xMin -> candidate(spectrum, xMin))
        .flatMap(Optional::stream)
        .filter(candidate -> candidate.size() >= minTailSize)
        .toList();
  }

  private static void requireEqual(PowerLawFit fit, Candidate candidate) {
    assertThat(fit.xMin()).isEqualTo(candidate.xMin());
    assertThat(fit.tailSize()).isEqualTo(candidate.size());
    assertThat(fit.alpha()).isCloseTo(candidate.alpha(), within(ROUNDING * candidate.alpha()));
    assertThat(fit.distance()).isCloseTo(candidate.distance(), within(ROUNDING));
  }

  private static void requireBest(TailFit tail, List<Candidate> candidates) {
    if (tail instanceof PowerLawFit fit) {
      requireEqual(fit, candidate(candidates, fit.xMin()));
      assertThat(candidates)
          .allSatisfy(
              other ->
                  assertThat(other.distance()).isGreaterThanOrEqualTo(fit.distance() - ROUNDING));
    } else {
      assertThat(candidates).isEmpty();
    }
  }

  private static Candidate candidate(List<Candidate> candidates, double xMin) {
    return candidates.stream().filter(it -> it.xMin() == xMin).findFirst().orElseThrow();
  }

  @Test
  void aTailHoldsEveryEigenvalueOfAtLeastXMin() {
    // From 100 on, ten values and one ten times as large: alpha = 1 + 11 / ln 10. At 1000 the law
    // has 1 - 10^(-11 / ln 10) = 1 - e^-11 and the tail 10 / 11; from 10 on D is 0.099, from 1
    // 0.24.
    PowerLawFit fit = (PowerLawFit) new PowerLawFitter(2).fit(decades);
    assertThat(fit.xMin()).isEqualTo(100);
    assertThat(fit.tailSize()).isEqualTo(11);
    assertThat(fit.alpha()).isCloseTo(1 + 11 / Math.log(10), within(1e-13));
    assertThat(fit.distance()).isCloseTo(1 / 11.0 - Math.exp(-11), within(1e-14));
  }

  @Test
  void splittingTiesATailMayBeginInsideTheirBlock() {
    // Two values of 100 and one of 1000: what the Python tool takes for the tail of 411.
    PowerLawFit fit = (PowerLawFit) new PowerLawFitter(2).splittingTies().fit(decades);
    assertThat(fit.xMin()).isEqualTo(100);
    assertThat(fit.tailSize()).isEqualTo(3);
    assertThat(fit.alpha()).isCloseTo(1 + 3 / Math.log(10), within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theFitIsThatOfTheRule(long seed) {
    Spectrum spectrum = rounded(seed);
    for (int minTailSize : new int[] {2, 10, 40}) {
      XMinWindow window = new XMinWindow(1, seed % 2 == 0 ? Double.POSITIVE_INFINITY : 3);
      List<Candidate> candidates = candidates(spectrum, minTailSize, window);
      PowerLawFitter fitter = new PowerLawFitter(minTailSize).within(window);
      requireBest(
          spectrum.size() < minTailSize ? new FailedFit("") : fitter.fit(spectrum), candidates);
      List<PowerLawFit> profile = fitter.profile(spectrum).candidates();
      assertThat(profile).hasSameSizeAs(candidates);
      for (PowerLawFit fit : profile) {
        requireEqual(fit, candidate(candidates, fit.xMin()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 0.9})
  void theHillEstimatorTakesAllThatEqualItsFirst(double position) {
    for (long seed = 0; seed < 20; seed++) {
      Spectrum spectrum = rounded(seed);
      double xMin = spectrum.eigenvalue((int) (position * spectrum.size()));
      PowerLawFit fit = (PowerLawFit) new HillEstimator(position).fit(spectrum);
      requireEqual(fit, candidate(spectrum, xMin).orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theDistanceOfEveryLawIsThatOfTheRule(long seed) {
    Spectrum spectrum = rounded(seed);
    double xMin = spectrum.eigenvalue(spectrum.size() / 3);
    double[] tail = spectrum.values().filter(x -> x >= xMin).toArray();
    for (LawFit fit : TailComparison.of(spectrum, xMin).laws()) {
      // Stored parameters are rounded once more than those that D was taken with.
      assertThat(fit.distance()).isCloseTo(distance(tail, fit::survival), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTruncatedPowerLawBeginsAtTheBestOfTheDistinctValues(long seed) {
    Spectrum spectrum = rounded(seed);
    TruncatedPowerLawFitter fitter = new TruncatedPowerLawFitter(10);
    if (fitter.fit(spectrum) instanceof LawFit best) {
      assertThat(best.tailSize())
          .isEqualTo(spectrum.size() - spectrum.countBelow(best.xMin()))
          .isGreaterThanOrEqualTo(10);
      spectrum
          .values()
          .distinct()
          .mapToObj(xMin -> fitter.fitFrom(spectrum, xMin))
          .filter(LawFit.class::isInstance)
          // Optima found from different starts agree to 1e-9 of their likelihood.
          .forEach(
              other ->
                  assertThat(((LawFit) other).distance())
                      .isGreaterThanOrEqualTo(best.distance() - 1e-7));
    } else {
      assertThat(spectrum.values().skip(spectrum.size() - 10).distinct().count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Spectra.class,
      names = {"TIES"},
      mode = EnumSource.Mode.EXCLUDE)
  void ofDifferentEigenvaluesTheFitIsTheSameSplitOrNot(Spectra kind) {
    for (long seed = 0; seed < 10; seed++) {
      Spectrum spectrum = Spectrum.of(kind.sample(seed, 300));
      PowerLawFitter fitter = new PowerLawFitter(2);
      assertThat(fitter.splittingTies().fit(spectrum)).isEqualTo(fitter.fit(spectrum));
      HillEstimator hill = new HillEstimator(0.5);
      assertThat(hill.splittingTies().fit(spectrum)).isEqualTo(hill.fit(spectrum));
    }
  }

  @Test
  void splittingTiesTheHillEstimatorCountsFromItsPosition() {
    PowerLawFit fit = (PowerLawFit) new HillEstimator(0.5).splittingTies().fit(decades);
    assertThat(fit.tailSize()).isEqualTo(206);
    assertThat(((PowerLawFit) new HillEstimator(0.5).fit(decades)).tailSize()).isEqualTo(411);
  }
}
