package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read off a fit, of laws whose edges are whole numbers. */
class MarchenkoPasturFitTest {

  private static final GoodnessOfFit GOOD = new GoodnessOfFit(0.05, 0.1);

  /** Edges at (10 - 5)^2 = 25 and (10 + 5)^2 = 225. */
  private static final MatrixNoise QUIET = new MatrixNoise(100, 25, 1, 0, 230);

  /** Edges at 4 (8 - 4)^2 = 64 and 4 (8 + 4)^2 = 576. */
  private static final MatrixNoise LOUD = new MatrixNoise(64, 16, 4, 0, 600);

  private static final MarchenkoPasturFit FIT = fit(List.of(QUIET, LOUD), 0, 0.5, 0.5, 1152);

  private static MarchenkoPasturFit fit(
      List<MatrixNoise> noises, double statistic, double pValue, double scale, double max) {
    return new MarchenkoPasturFit(noises, List.of(), statistic, pValue, GOOD, scale, max);
  }

  @Test
  void edgesAreTheOutermostOfAllMatrices() {
    assertThat(FIT.bulkMin()).isCloseTo(25, within(1e-12));
    assertThat(FIT.bulkMax()).isCloseTo(576, within(1e-12));
    assertThat(FIT.threshold()).isEqualTo(600);
    assertThat(FIT.softRank()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void sigmaIsThatOfTheMeanVarianceInTheUnitsOfTheScale() {
    // sqrt((100 1 + 64 4) / 2) / 2
    assertThat(FIT.sigma()).isCloseTo(Math.sqrt(178) / 2, within(1e-14));
  }

  @Test
  void densityIsTheMeanOfTheMatrices() {
    // sqrt((upper - x) (x - lower)) / (2 pi m variance x)
    double quiet = Math.sqrt(125 * 75) / (2 * Math.PI * 25 * 100);
    double loud = Math.sqrt(476 * 36) / (2 * Math.PI * 16 * 4 * 100);
    assertThat(FIT.density(100)).isCloseTo((quiet + loud) / 2, within(1e-15));
    assertThat(FIT.density(50)).isPositive();
    assertThat(FIT.density(20)).isZero();
  }

  @Test
  void noiseIsThatOfTheFurthestEdgeForAsManyMatrices() {
    assertThat(FIT.noise()).isEqualTo(LOUD.edge().of(2));
    assertThat(FIT.noise().matrices()).isEqualTo(2);
  }

  @Test
  void numbersOutsideOfTheDomainAreRefused() {
    List<MatrixNoise> noises = List.of(QUIET);
    assertThatThrownBy(() -> fit(List.of(), 0, 0.5, 1, 1)).hasMessageContaining("one matrix");
    assertThatThrownBy(() -> fit(noises, 0, 0.5, 0, 1)).hasMessageContaining("scale");
    assertThatThrownBy(() -> fit(noises, 0, 0.5, 1, 0)).hasMessageContaining("max");
    assertThatThrownBy(() -> fit(noises, Double.NaN, 0.5, 1, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> fit(noises, 0, -1e-9, 1, 1)).hasMessageContaining("pValue");
    assertThatThrownBy(() -> fit(noises, 0, 1 + 1e-9, 1, 1)).hasMessageContaining("pValue");
    assertThat(fit(noises, 0, 0, 1, 1).pValue()).isZero();
    assertThat(fit(noises, 0, 1, 1, 1).pValue()).isEqualTo(1);
    assertThatThrownBy(() -> new Spike(0, 1, 1, 0.5)).hasMessageContaining("eigenvalue > 0");
    assertThatThrownBy(() -> new Spike(1, -1, 1, 0.5)).hasMessageContaining("strength");
    assertThatThrownBy(() -> new Spike(1, 1, Double.NaN, 0.5)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Spike(1, 1, 1, 1.1)).hasMessageContaining("pValue");
    assertThat(new Spike(1, 0, 1, 0).strength()).isZero();
    assertThat(new Spike(1, 0, 1, 1).pValue()).isEqualTo(1);
  }

  @Test
  void distanceOfABulkIsTheLargestOnEitherSideOfItsSteps() {
    double third = 1 / 3.0;
    // Steps at 0, 1/3, 2/3, 1: the largest is from 2/3 up to 0.95, then from 0.02 up to 1/3.
    assertThat(GoodnessOfFit.of(new double[] {0.1, 0.5, 0.95}, 1).distance())
        .isCloseTo(0.95 - 2 * third, within(1e-15));
    assertThat(GoodnessOfFit.of(new double[] {0.02, 0.5, 0.9}, 1).distance())
        .isCloseTo(third - 0.02, within(1e-15));
    assertThat(GoodnessOfFit.of(new double[0], 1).distance()).isEqualTo(1);
  }

  @Test
  void criticalDistanceFallsWithTheSizeOfOneMatrixTimesTheRootOfTheirNumber() {
    double[] shares = new double[36];
    assertThat(GoodnessOfFit.of(shares, 1).critical())
        .isCloseTo((0.83 + 0.43 * Math.log(36)) / 36, within(1e-15));
    // 9 matrices of 4: k = 4 sqrt(9) = 12.
    assertThat(GoodnessOfFit.of(shares, 9).critical())
        .isCloseTo((0.83 + 0.43 * Math.log(12)) / 12, within(1e-15));
    assertThat(GoodnessOfFit.of(new double[2], 100).critical()).isEqualTo(0.83);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 1",
    "0.776, 1",
    "0.885, 0.2",
    "0.917, 0.141421356", // half way from 0.2 to 0.1
    "1.008, 0.05",
    "1.12, 0.01",
    "1.23, 0.001",
    "1.33, 0.000122456428" // falls by e^-2.1
  })
  void chanceOfADistanceIsInterpolatedByItsLogarithm(double ratio, double chance) {
    assertThat(new GoodnessOfFit(0.1 * ratio, 0.1).pValue())
        .isCloseTo(chance, within(1e-8 * chance));
  }

  @Test
  void aDistanceUpToTheCriticalOneIsGood() {
    assertThat(new GoodnessOfFit(0.1, 0.1).isGood()).isTrue();
    assertThat(new GoodnessOfFit(0.1001, 0.1).isGood()).isFalse();
    assertThat(new GoodnessOfFit(0, 0).isGood()).isTrue();
    assertThat(new GoodnessOfFit(1, 1).isGood()).isTrue();
    assertThatThrownBy(() -> new GoodnessOfFit(-0.1, 0.1)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new GoodnessOfFit(1.1, 0.1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new GoodnessOfFit(0.1, -0.1)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new GoodnessOfFit(0.1, 1.1)).hasMessageContaining("1.1");
  }
}
