package io.github.weightwatcher4j.verdict.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.TracyWidom;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every branch of the decision, on both sides of its border, of outliers made by hand. */
class PhaseTestsTest {

  private static final GoodnessOfFit GOOD = new GoodnessOfFit(0.05, 0.1);
  private static final GoodnessOfFit BAD = new GoodnessOfFit(0.14, 0.1);

  /** Too few to fit a law to. */
  private static final Spectrum PAIR = Spectrum.of(1.5, 1.6);

  /** A layer of 100 eigenvalues with one outlier, far from every border but that of its gap. */
  private static Outliers apart(double gap, int matrices) {
    return apart(gap, matrices, 1e-9);
  }

  private static Outliers apart(double gap, int matrices, double pValue) {
    return new Outliers(
        100, 1, pValue, 30, gap, Optional.of(GOOD), matrices, Optional.empty(), PAIR);
  }

  private static Outliers with(int count, double largest, GoodnessOfFit goodness, Spectrum tail) {
    return new Outliers(
        100, count, 1e-9, largest, 0, Optional.of(goodness), 1, Optional.empty(), tail);
  }

  private static Phase phase(Outliers outliers) {
    return new PhaseTests(outliers).phase();
  }

  private static Optional<Phase> rival(Outliers outliers) {
    PhaseTests tests = new PhaseTests(outliers);
    return tests.rival(tests.phase());
  }

  private static List<PhaseTest> tests(Outliers outliers) {
    PhaseTests tests = new PhaseTests(outliers);
    tests.phase();
    return tests.tests();
  }

  /** Quantiles of {@code p(x) = (alpha - 1) x^-alpha} from 1 on. */
  static Spectrum powerLaw(int size, double alpha) {
    return Spectrum.of(
        IntStream.range(0, size)
            .mapToDouble(i -> Math.pow(1 - (i + 0.5) / size, -1 / (alpha - 1)))
            .toArray());
  }

  /** Quantiles of {@code p(x) = e^(1 - x)} from 1 on. */
  static Spectrum exponential(int size) {
    return Spectrum.of(
        IntStream.range(0, size).mapToDouble(i -> 1 - Math.log(1 - (i + 0.5) / size)).toArray());
  }

  @ParameterizedTest
  @CsvSource({"0.05, RANDOM_LIKE", "0.12, RANDOM_LIKE", "0.1201, BULK_DECAY", "0.3, BULK_DECAY"})
  void withoutOutliersTheBulkDecides(double distance, Phase phase) {
    GoodnessOfFit goodness = new GoodnessOfFit(distance, 0.1);
    Outliers outliers =
        new Outliers(100, 0, 0.5, -1, 0, Optional.of(goodness), 1, Optional.empty(), PAIR);
    assertThat(phase(outliers)).isEqualTo(phase);
    List<PhaseTest> tests = tests(outliers);
    assertThat(tests).hasSize(2);
    PhaseTest largest = tests.get(0);
    assertThat(largest.statistic()).isEqualTo(-1);
    // The 99 % point of Tracy and Widom's law for beta = 1, as tabulated.
    assertThat(largest.critical()).isCloseTo(2.0234, within(1e-3));
    assertThat(largest.pValue()).hasValue(0.5);
    PhaseTest bulk = tests.get(1);
    assertThat(bulk.statistic()).isEqualTo(distance);
    assertThat(bulk.critical()).isCloseTo(0.12, within(1e-15));
    assertThat(bulk.pValue()).hasValue(goodness.pValue());
  }

  @Test
  void edgeOfSeveralMatricesIsExceededInOnePercentOfLayers() {
    double critical = tests(apart(6, 4)).get(0).critical();
    assertThat(1 - Math.pow(1 - TracyWidom.survival(critical), 4)).isCloseTo(0.01, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8.19, BLEEDING_OUT",
    "1, 8.2, BULK_DECAY",
    "2, 10.19, BLEEDING_OUT",
    "2, 10.21, BULK_DECAY",
    "3, 10.69, BLEEDING_OUT",
    "3, 10.71, BULK_DECAY",
    "4, 11.99, BLEEDING_OUT",
    "4, 12.01, BULK_DECAY",
    "9, 11.99, BLEEDING_OUT",
    "9, 12.01, BULK_DECAY"
  })
  void directionsAtTheThresholdBleedOutUpToAPointOfTheirNumber(
      int count, double largest, Phase phase) {
    assertThat(phase(with(count, largest, GOOD, PAIR))).isEqualTo(phase);
  }

  @Test
  void chanceOfBleedingFallsByTheUnit() {
    // One unit below the point of one direction: 1 % times e.
    assertThat(tests(with(1, 7.2, GOOD, PAIR)).get(2).pValue().orElseThrow())
        .isCloseTo(0.01 * Math.E, within(1e-12));
    assertThat(tests(with(1, 2.5, GOOD, PAIR)).get(2).pValue()).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"0.1299, BLEEDING_OUT", "0.1301, BULK_DECAY"})
  void bleedingAllowsTheBulkOneEigenvalueMore(double distance, Phase phase) {
    // 1.2 times the critical 0.1, and 1 / 100.
    assertThat(phase(with(1, 5, new GoodnessOfFit(distance, 0.1), PAIR))).isEqualTo(phase);
  }

  @Test
  void withoutABulkNothingBleedsOrStandsApart() {
    Outliers outliers =
        new Outliers(100, 20, 0, 0, 9, Optional.empty(), 1, Optional.empty(), exponential(20));
    assertThat(phase(outliers)).isEqualTo(Phase.BULK_DECAY);
    assertThat(tests(outliers)).hasSize(2); // outliers and tail
    assertThat(outliers.isGood()).isFalse();
    Outliers none = new Outliers(100, 0, 1, 0, 0, Optional.empty(), 1, Optional.empty(), PAIR);
    assertThat(phase(none)).isEqualTo(Phase.BULK_DECAY);
  }

  @Test
  void aPowerLawComesBeforeSpikesThatStandApart() {
    assertThat(phase(apart(20, powerLaw(20, 2)))).isEqualTo(Phase.HEAVY_TAILED);
    assertThat(phase(apart(20, exponential(20)))).isEqualTo(Phase.BULK_SPIKES);
    Spectrum either = powerLaw(6, 2);
    assertThat(apart(6, either).powerLawRatio()).isBetween(0.01, 1.64);
    assertThat(phase(apart(6, either))).isEqualTo(Phase.BULK_SPIKES);
  }

  private static Outliers apart(int count, Spectrum tail) {
    return new Outliers(100, count, 1e-9, 30, 9, Optional.of(GOOD), 1, Optional.empty(), tail);
  }

  @Test
  void equalOutliersAreNoHeavyTail() {
    Outliers outliers = with(3, 30, BAD, Spectrum.of(2, 2, 2));
    assertThat(outliers.powerLawRatio()).isZero();
    assertThat(phase(outliers)).isEqualTo(Phase.BULK_DECAY);
  }

  @Test
  void scoreOfThePowerLawIsThatOfVuong() {
    Spectrum tail = powerLaw(50, 2.5);
    double[] x = tail.toArray();
    double alpha = 1 + 50 / Arrays.stream(x).map(Math::log).sum();
    double lambda = 1 / (Arrays.stream(x).average().orElseThrow() - 1);
    double[] difference =
        Arrays.stream(x)
            .map(v -> Math.log(alpha - 1) - alpha * Math.log(v))
            .map(v -> v - Math.log(lambda))
            .toArray();
    for (int i = 0; i < 50; i++) {
      difference[i] += lambda * (x[i] - 1);
    }
    double mean = Arrays.stream(difference).average().orElseThrow();
    double square = Arrays.stream(difference).map(d -> (d - mean) * (d - mean)).sum();
    double score = 50 * mean / Math.sqrt(square);
    Outliers outliers = with(20, 30, BAD, tail);
    assertThat(outliers.powerLawRatio()).isCloseTo(score, within(1e-9 * score));
    assertThat(score).isGreaterThan(1.645);
    assertThat(phase(outliers)).isEqualTo(Phase.HEAVY_TAILED);
    PhaseTest test = tests(outliers).get(3);
    assertThat(test.statistic()).isCloseTo(score, within(1e-9 * score));
    assertThat(test.critical()).isEqualTo(1.645);
    double p = new NormalDistribution().cumulativeProbability(-score);
    assertThat(test.pValue().orElseThrow()).isCloseTo(p, within(1e-9));
  }

  @Test
  void anExponentialTailIsNoPowerLaw() {
    Outliers outliers = with(20, 30, GOOD, exponential(50));
    assertThat(outliers.powerLawRatio()).isNegative();
    assertThat(phase(outliers)).isEqualTo(Phase.BULK_DECAY);
  }

  @Test
  void fewerThanFiveValuesAreNotTestedButFavourALaw() {
    assertThat(tests(with(4, 30, BAD, powerLaw(4, 1.5)))).hasSize(3);
    assertThat(tests(with(5, 30, BAD, powerLaw(5, 1.5)))).hasSize(4);
    Outliers three = with(3, 30, BAD, powerLaw(3, 1.5));
    assertThat(three.powerLawRatio()).isBetween(0.0, 1.645);
    assertThat(phase(three)).isEqualTo(Phase.HEAVY_TAILED);
    assertThat(with(2, 30, BAD, powerLaw(2, 1.5)).powerLawRatio()).isZero();
    assertThat(phase(with(2, 30, BAD, powerLaw(2, 1.5)))).isEqualTo(Phase.BULK_DECAY);
  }

  @ParameterizedTest
  @CsvSource({
    "5.15, 1, BULK_DECAY",
    "5.16, 1, BULK_SPIKES",
    "3.70, 9, BULK_DECAY", // 5.15 / 9^0.15 = 3.704
    "3.71, 9, BULK_SPIKES"
  })
  void spikesStandApartByAGap(double gap, int matrices, Phase phase) {
    assertThat(phase(apart(gap, matrices))).isEqualTo(phase);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1.85, 1",
    "2.36, 0.316227766", // half way from 0.5 to 0.2: their geometric mean
    "2.87, 0.2",
    "3.43, 0.1",
    "5.355, 0.00707106781",
    "6.39, 0.001",
    "7.22, 0.0002" // goes on as from 0.005 to 0.001, whose quantiles are 0.83 apart
  })
  void chanceOfAGapIsInterpolatedByItsLogarithm(double gap, double chance) {
    PhaseTest test = tests(apart(gap, 1)).get(3);
    assertThat(test.statistic()).isEqualTo(gap);
    assertThat(test.critical()).isEqualTo(5.15);
    assertThat(test.pValue().orElseThrow()).isCloseTo(chance, within(1e-8 * chance));
  }

  @Test
  void gapsOfPooledMatricesAreSmaller() {
    double unit = Math.pow(9, -0.15);
    PhaseTest test = tests(apart(2.87 * unit, 9)).get(3);
    assertThat(test.critical()).isCloseTo(5.15 * unit, within(1e-12));
    assertThat(test.pValue().orElseThrow()).isCloseTo(0.2, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"25, 0.05, BULK_SPIKES", "26, 0.05, BULK_DECAY", "25, 0.14, BULK_DECAY"})
  void spikesAreAtMostAQuarterBesideAGoodBulk(int count, double distance, Phase phase) {
    GoodnessOfFit goodness = new GoodnessOfFit(distance, 0.1);
    assertThat(
            phase(
                new Outliers(
                    100, count, 0, 30, 9, Optional.of(goodness), 1, Optional.empty(), PAIR)))
        .isEqualTo(phase);
  }

  @Test
  void whatIsNearItsBorderHasARival() {
    // p = 0.0042 and 0.0038 of gaps of 5.65 and 5.7: a factor of 2.5 lies between.
    assertThat(rival(apart(5.65, 1))).hasValue(Phase.BULK_DECAY);
    assertThat(rival(apart(5.7, 1))).isEmpty();
    // p = 0.0238 and 0.0263 of 4.5 and 4.45.
    assertThat(rival(apart(4.5, 1))).hasValue(Phase.BULK_SPIKES);
    assertThat(rival(apart(4.45, 1))).isEmpty();
  }

  @Test
  void ofTwoNearBordersTheNearerGivesTheRival() {
    // A gap of 5.3 has p = 0.0078, nearer to 1 % than 0.006 and further than 0.009.
    assertThat(rival(apart(5.3, 1, 0.006))).hasValue(Phase.BULK_DECAY);
    assertThat(rival(apart(5.3, 1, 0.009))).hasValue(Phase.RANDOM_LIKE);
  }

  @Test
  void ofEquallyNearBordersTheFirstGivesTheRival() {
    Optional<Outliers.Exact> exact = Optional.of(new Outliers.Exact(0.02, 0.02));
    assertThat(rival(new Outliers(100, 1, 0.2, 30, 9, Optional.of(GOOD), 1, exact, PAIR)))
        .hasValue(Phase.BULK_SPIKES);
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 0.5, BULK_SPIKES",
    "0.0101, 0.5, RANDOM_LIKE",
    "0.5, 0.01, BULK_DECAY",
    "0.5, 0.0101, RANDOM_LIKE"
  })
  void chancesOfShufflingsComeBeforeThoseOfTheLaws(double largest, double distance, Phase phase) {
    Outliers outliers =
        new Outliers(
            100,
            1,
            0.2,
            30,
            9,
            Optional.of(GOOD),
            1,
            Optional.of(new Outliers.Exact(largest, distance)),
            PAIR);
    assertThat(phase(outliers)).isEqualTo(phase);
    List<PhaseTest> tests = tests(outliers);
    assertThat(tests.get(0).name()).endsWith("by shuffling");
    assertThat(tests.get(0).pValue()).hasValue(largest);
    assertThat(tests.get(1).name()).endsWith("by shuffling");
    assertThat(tests.get(1).pValue()).hasValue(distance);
  }
}
