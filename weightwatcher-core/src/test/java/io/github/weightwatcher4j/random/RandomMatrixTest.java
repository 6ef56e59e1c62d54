package io.github.weightwatcher4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random matrices: moments by sample, spectra by the solver. */
class RandomMatrixTest {

  private static Spectrum spectrum(double[][] matrix) {
    return new WeightWatcher(matrix)
        .analyze(options -> options.mpFit(false).minEvals(1))
        .details()
        .rows()
        .get(0)
        .spectrum();
  }

  /** Laws whose eighth moment is finite, so that samples tell the fourth. */
  static Stream<RandomMatrix> lightTails() {
    double[] growing = new double[100];
    Arrays.setAll(growing, j -> j / 50.0);
    return Stream.of(
        RandomMatrix.gaussian(2.5),
        RandomMatrix.pareto(18),
        RandomMatrix.positivePareto(18),
        RandomMatrix.lomax(18),
        RandomMatrix.student(14),
        RandomMatrix.sparse(0.2),
        RandomMatrix.covariance(growing),
        RandomMatrix.lowRank(5, 0.5, 0.3));
  }

  @ParameterizedTest
  @MethodSource("lightTails")
  void momentsAreThoseOfALargeSample(RandomMatrix law) {
    double[] entries =
        Arrays.stream(law.draw(4000, 100, 7)).flatMapToDouble(Arrays::stream).toArray();
    EntryMoments moments = law.moments(4000, 100);
    double mean = Arrays.stream(entries).average().orElseThrow();
    double variance = central(entries, mean, 2);
    double deviation = Math.sqrt(variance);
    // Of 400,000 entries: six standard errors; those of a product hang together by rows.
    assertThat(mean).isCloseTo(moments.mean().orElseThrow(), within(0.01 * deviation));
    assertThat(variance / moments.variance().orElseThrow()).isCloseTo(1, within(0.06));
    double kurtosis = central(entries, mean, 4) / (variance * variance);
    assertThat(kurtosis / moments.kurtosis().orElseThrow()).isCloseTo(1, within(0.1));
  }

  private static double central(double[] values, double mean, int power) {
    return Arrays.stream(values).map(x -> Math.pow(x - mean, power)).average().orElseThrow();
  }

  @Test
  void momentsThatDivergeAreInfiniteAndThoseThatDoNotExistAreAbsent() {
    EntryMoments cauchyLike = RandomMatrix.pareto(1).moments(9, 9);
    assertThat(cauchyLike.mean()).isEmpty();
    assertThat(cauchyLike.variance()).isEmpty();
    EntryMoments positive = RandomMatrix.lomax(0.8).moments(9, 9);
    assertThat(positive.mean()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(positive.variance()).isEmpty();
    EntryMoments levy = RandomMatrix.student(1.5).moments(9, 9);
    assertThat(levy.mean()).hasValue(0);
    assertThat(levy.variance()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(levy.kurtosis()).isEmpty();
    EntryMoments three = RandomMatrix.pareto(3).moments(9, 9);
    assertThat(three.variance()).hasValue(3);
    assertThat(three.kurtosis()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(RandomMatrix.spiked(1, 30).moments(30, 30).variance()).hasValue(2);
    assertThat(RandomMatrix.spiked(1, 30).moments(30, 30).kurtosis()).isEmpty();
  }

  /** Quantiles, which exist where moments do not. */
  @ParameterizedTest
  @MethodSource("tails")
  void theTailOfTheEntriesIsTheOneAskedFor(RandomMatrix law, double x, double share) {
    double beyond =
        Arrays.stream(law.draw(1000, 200, 3))
                .flatMapToDouble(Arrays::stream)
                .filter(w -> Math.abs(w) > x)
                .count()
            / 200_000.0;
    // Five standard errors of a share of 200,000.
    assertThat(beyond).isCloseTo(share, within(5 * Math.sqrt(share / 200_000)));
  }

  static Stream<Arguments> tails() {
    return Stream.of(
        Arguments.of(RandomMatrix.pareto(0.75), 1000, 0.005623413),
        Arguments.of(RandomMatrix.positivePareto(2), 5, 0.04),
        Arguments.of(RandomMatrix.lomax(2), 4, 0.04),
        // Cauchy's law: 1 - 2 arctan(x) / pi.
        Arguments.of(RandomMatrix.student(1), 10, 0.063451),
        // Three degrees, 3.182446 is the two-sided 5 % point; times sqrt(1 / 3).
        Arguments.of(RandomMatrix.student(3), 3.182446 / Math.sqrt(3), 0.05),
        Arguments.of(RandomMatrix.sparse(0.1), 0, 0.1));
  }

  @ParameterizedTest
  @MethodSource("lightTails")
  void aSeedGivesTheSameMatrixAndAnotherSeedAnother(RandomMatrix law) {
    double[][] first = law.draw(120, 100, 5);
    assertThat(first).hasDimensions(120, 100);
    assertThat(law.draw(120, 100, 5)).isDeepEqualTo(first);
    assertThat(Arrays.deepEquals(law.draw(120, 100, 6), first)).isFalse();
  }

  @Test
  void theBulkFollowsItsLaw() {
    for (RandomMatrix law :
        List.of(
            RandomMatrix.gaussian(0.3),
            RandomMatrix.student(6),
            RandomMatrix.sparse(0.3),
            RandomMatrix.pareto(5),
            RandomMatrix.spiked(1, 60, 50),
            RandomMatrix.lowRank(3, 0.1, 2))) {
      for (int[] shape : new int[][] {{400, 200}, {200, 400}, {300, 300}}) {
        Spectrum spectrum = spectrum(law.draw(shape[0], shape[1], 11));
        MarchenkoPastur bulk = law.spectrum(shape[0], shape[1]).bulk().orElseThrow();
        // The distance shrinks as 1 / M; three directions are 1.5 % of 200 eigenvalues.
        assertThat(distance(spectrum, bulk)).as("%s", law).isLessThan(0.03);
      }
    }
  }

  private static double distance(Spectrum spectrum, MarchenkoPastur law) {
    double distance = 0;
    for (int i = 0; i < spectrum.size(); i++) {
      double share = (i + 0.5) / spectrum.size();
      distance = Math.max(distance, Math.abs(law.cdf(spectrum.eigenvalue(i)) - share));
    }
    return distance;
  }

  @Test
  void directionsAreFoundWhereTheyAreExpectedAndWeakOnesAreNot() {
    RandomMatrix law = RandomMatrix.spiked(0.5, 40, 25, 5);
    // The transition of 600 x 300 lies at sqrt(0.5) (600 x 300)^(1/4) = 14.6.
    List<Double> spikes = law.spectrum(600, 300).spikes();
    Spectrum spectrum = spectrum(law.draw(600, 300, 2));
    assertThat(spikes).hasSize(2).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(spectrum.eigenvalue(299)).isCloseTo(spikes.get(0), within(0.08 * spikes.get(0)));
    assertThat(spectrum.eigenvalue(298)).isCloseTo(spikes.get(1), within(0.08 * spikes.get(1)));
    assertThat(spectrum.eigenvalue(297))
        .isLessThan(1.05 * law.spectrum(600, 300).bulk().orElseThrow().upper());
    // The formula by hand, (s^2 + v N)(s^2 + v M) / s^2.
    assertThat(spikes.get(0)).isCloseTo((1600 + 300) * (1600 + 150) / 1600.0, within(1e-9));
  }

  @Test
  void theMeanOfPositiveEntriesIsADirection() {
    RandomMatrix law = RandomMatrix.lomax(8);
    double expected = law.spectrum(300, 200).spikes().get(0);
    assertThat(spectrum(law.draw(300, 200, 4)).max()).isCloseTo(expected, within(0.05 * expected));
    assertThat(RandomMatrix.pareto(8).spectrum(300, 200).spikes()).isEmpty();
    assertThat(RandomMatrix.lomax(0.9).spectrum(300, 200).spikes()).isEmpty();
  }

  @Test
  void theTailExponentIsThatOfVeryHeavyMatrices() {
    RandomMatrix law = RandomMatrix.pareto(1);
    double alpha =
        new WeightWatcher(law.draw(1000, 500, 1))
            .analyze()
            .details()
            .column(Metric.ALPHA)
            .findFirst()
            .orElseThrow();
    assertThat(law.spectrum(1000, 500).tailExponent()).hasValue(1.5);
    assertThat(alpha).isCloseTo(1.5, within(0.15)); // two standard errors of a tail of 200
    assertThat(law.spectrum(1000, 500).bulk()).isEmpty();
    assertThat(RandomMatrix.student(3).spectrum(9, 9).tailExponent()).hasValue(2.5);
    assertThat(RandomMatrix.pareto(4).spectrum(9, 9).tailExponent()).isEmpty();
    assertThat(RandomMatrix.gaussian(1).spectrum(9, 9).tailExponent()).isEmpty();
  }

  @Test
  void aLowRankWithoutNoiseHasNoMoreEigenvalues() {
    Spectrum spectrum = spectrum(RandomMatrix.lowRank(4, 1, 0).draw(60, 40, 1));
    assertThat(spectrum.countBelow(1e-9 * spectrum.max())).isEqualTo(36);
    assertThat(RandomMatrix.lowRank(4, 1, 0).spectrum(60, 40).bulk()).isEmpty();
  }

  @Test
  void aCovarianceOfEqualEigenvaluesIsNoiseAndOthersHaveNoClosedForm() {
    double[] equal = new double[30];
    Arrays.fill(equal, 2);
    assertThat(RandomMatrix.covariance(equal).spectrum(90, 30).bulk())
        .isEqualTo(RandomMatrix.gaussian(2).spectrum(90, 30).bulk());
    equal[3] = 0;
    assertThat(RandomMatrix.covariance(equal).spectrum(90, 30).bulk()).isEmpty();
    double[][] drawn = RandomMatrix.covariance(equal).draw(90, 30, 1);
    assertThat(Arrays.stream(drawn)).allMatch(row -> row[3] == 0);
  }

  @Test
  void whatHasNoMatrixIsRefusedAndSaysWhy() {
    double nan = Double.NaN;
    refused(() -> RandomMatrix.gaussian(0), "variance must be finite and > 0 but was 0.0");
    refused(() -> RandomMatrix.pareto(nan), "mu must be finite and > 0 but was NaN");
    refused(() -> RandomMatrix.lomax(-1), "mu must be finite and > 0 but was -1.0");
    refused(() -> RandomMatrix.student(Double.POSITIVE_INFINITY), "degrees must be finite");
    refused(() -> RandomMatrix.sparse(1.5), "density must be in (0, 1] but was 1.5");
    refused(() -> RandomMatrix.spiked(1, 2, nan), "a strength must be finite and > 0 but was NaN");
    refused(() -> RandomMatrix.covariance(1, nan), "an eigenvalue must be finite and >= 0: NaN");
    refused(() -> RandomMatrix.covariance(0, 0), "a covariance needs an eigenvalue above 0");
    refused(() -> RandomMatrix.lowRank(0, 1, 1), "rank must be >= 1 but was 0");
    refused(() -> RandomMatrix.lowRank(1, 1, nan), "noise must be finite and >= 0 but was NaN");
    refused(() -> RandomMatrix.gaussian(1).draw(0, 3, 1), "the shape is 0 x 3");
    refused(() -> RandomMatrix.spiked(1, 2, 3).draw(1, 9, 1), "1 x 9 has no room for 2");
    refused(() -> RandomMatrix.lowRank(5, 1, 1).draw(4, 9, 1), "4 x 9 has no room for 5");
    refused(() -> RandomMatrix.covariance(1, 2).draw(9, 3, 1), "of 2 eigenvalues is that of as");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .as(message.toLowerCase(Locale.ROOT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
