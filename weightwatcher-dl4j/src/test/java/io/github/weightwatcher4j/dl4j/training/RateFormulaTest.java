package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateFormulaTest {

  /** A few roundings of numbers near 1. */
  private static final double ROUNDING = 1e-14;

  /** Hill's alphas of a ResNet20, and the factors that an independent program makes of them. */
  private static final double[][] RESNET20 =
      """
          2.3095479131 0.6727388884 2.5613929762
          1.6525496862 0.5105809538 0.1065239826
          1.6934302099 0.5206709373 0.1099067865
          1.7906312913 0.5446617579 0.1273216573
          1.9594767089 0.5863355754 0.2890556785
          1.6417070532 0.5079048142 0.1058429207
          1.7613158146 0.5374262176 0.1200339895
          2.0187133789 0.6009561568 0.5042783415
          1.8222138737 0.5524568571 0.1383927102
          1.8184296345 0.5515228448 0.1368452956
          1.9413725644 0.5818671757 0.2511351070
          1.8560803635 0.5608156621 0.1557819266
          1.9359465350 0.5805279427 0.2414512061
          2.3767614350 0.6893282877 2.8253680451
          1.8819379901 0.5671977483 0.1747590170
          1.9400296960 0.5815357338 0.2486728098
          1.9543213094 0.5850631383 0.2772990188
          1.9751985850 0.5902159922 0.3304413157
          1.6096799501 0.5000000000 0.1042231045
          5.6612746395 1.5000000000 3.1622776602
      """
          .lines()
          .map(
              line -> Stream.of(line.strip().split(" ")).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);

  static Stream<RateFormula> formulas() {
    return Stream.of(
        RateFormula.linear(),
        RateFormula.linear(0.6, 1.4),
        RateFormula.squareRoot(),
        RateFormula.log2(),
        RateFormula.rank(),
        RateFormula.sigmoid(1.25, 10),
        RateFormula.modelBalancing());
  }

  @Test
  void linearRunsFromHalfToThreeHalvesOverTheRangeOfAlpha() {
    double[] factors = RateFormula.linear().factors(4, 2, 3, 2.5);

    assertThat(factors).containsExactly(1.5, 0.5, 1.0, 0.75);
  }

  @Test
  void linearTakesOtherBounds() {
    assertThat(RateFormula.linear(0.6, 1.4).factors(2, 6)).containsExactly(0.6, 1.4);
  }

  @Test
  void squareRootIsOverItsMean() {
    // Roots 1.5, 2, 2.5 with mean 2.
    double[] factors = RateFormula.squareRoot().factors(2.25, 4, 6.25);

    assertThat(factors).containsExactly(0.75, 1.0, 1.25);
  }

  @Test
  void log2IsOverItsMean() {
    // Logarithms 1, 2, 3 with mean 2.
    double[] factors = RateFormula.log2().factors(2, 4, 8);

    assertThat(factors).containsExactly(new double[] {0.5, 1, 1.5}, within(ROUNDING));
  }

  @Test
  void rankNeverReachesItsUpperBound() {
    double[] factors = RateFormula.rank().factors(9, 2, 3, 2.5);

    assertThat(factors).containsExactly(1.25, 0.5, 1.0, 0.75);
  }

  @Test
  void equalAlphasShareTheirRanks() {
    // Ranks 0, (1 + 2) / 2 twice, 3.
    double[] factors = RateFormula.rank(1, 5).factors(2, 3, 3, 4);

    assertThat(factors).containsExactly(1, 2.5, 2.5, 4);
  }

  /** What an independent program gives. */
  @Test
  void modelBalancingSlowsDownByMoreThanItSpeedsUp() {
    double[] factors = RateFormula.modelBalancing().factors(2, 3, 4, 6);

    double[] expected = {
      0.10000001156357882, 0.10025488825901091, 2.6554725717958516, 3.1622776589364383
    };
    assertThat(factors).containsExactly(expected, within(1e-12));
    assertThat(RateFormula.linear().factors(2, 3, 4, 6)).containsExactly(0.5, 0.75, 1, 1.5);
    // The alphas are written with ten digits; a step of 1e-10 changes a factor by 6e-9 at most.
    assertThat(RateFormula.linear().factors(resnet(0))).containsExactly(resnet(1), within(1e-8));
    assertThat(RateFormula.modelBalancing().factors(resnet(0)))
        .containsExactly(resnet(2), within(1e-8));
  }

  private static double[] resnet(int column) {
    return Stream.of(RESNET20).mapToDouble(row -> row[column]).toArray();
  }

  @Test
  void sigmoidIsAPowerOfTen() {
    // Mean 3; 1 / (1 + exp(-ln 3)) = 3/4, so that the exponents are 2 (3/4 - 1/2) and its negative.
    double[] factors = RateFormula.sigmoid(2, Math.log(3)).factors(2, 3, 4);

    double root = Math.sqrt(10);
    assertThat(factors).containsExactly(new double[] {1 / root, 1, root}, within(ROUNDING));
  }

  @Test
  void sigmoidStaysBetweenItsBounds() {
    double[] factors = RateFormula.sigmoid(1, 10).factors(1.5, 1000);

    assertThat(factors)
        .containsExactly(new double[] {Math.pow(10, -0.5), Math.sqrt(10)}, within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void everyFactorIsOneWhereAllAlphasAreEqual(RateFormula formula) {
    assertThat(formula.factors(3.7, 3.7, 3.7)).containsExactly(1, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void aSingleLayerKeepsItsRate(RateFormula formula) {
    assertThat(formula.factors(2.2)).containsExactly(1);
    assertThat(formula.factors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void aLargerAlphaNeverGetsASmallerFactor(RateFormula formula) {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 200; trial++) {
      double[] alphas =
          DoubleStream.generate(() -> 1.01 + 8 * random.nextDouble()).limit(7).sorted().toArray();
      double[] factors = formula.factors(alphas);
      assertThat(factors).isSorted();
      assertThat(factors[0]).isPositive().isLessThan(1);
      assertThat(factors[6]).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void factorsFollowTheirLayersWhateverTheOrder(RateFormula formula) {
    double[] one = formula.factors(2, 5, 3);
    double[] other = formula.factors(5, 3, 2);

    // Means are summed in another order.
    assertThat(other).containsExactly(new double[] {one[1], one[2], one[0]}, within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void theGivenArrayIsNotChanged(RateFormula formula) {
    double[] alphas = {2, 5, 3};

    formula.factors(alphas);

    assertThat(alphas).containsExactly(2, 5, 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0, -2, Double.NaN, Double.POSITIVE_INFINITY})
  void anAlphaThatIsNoExponentIsRefused(double alpha) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateFormula.linear().factors(2, alpha))
        .withMessage("every alpha must be a number > 1 but one is " + alpha);
  }

  @Test
  void boundsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateFormula.linear(0, 1))
        .withMessage("factors need 0 < low <= high but were low = 0.0 and high = 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> RateFormula.rank(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> RateFormula.linear(1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateFormula.sigmoid(Double.NaN, 1))
        .withMessage("scale must be > 0 but was NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> RateFormula.sigmoid(1, 0));
  }

  @Test
  void aFormulaSaysWhatItIs() {
    assertThat(formulas().map(RateFormula::toString))
        .containsExactly(
            "linear(0.5, 1.5)",
            "linear(0.6, 1.4)",
            "squareRoot",
            "log2",
            "rank(0.5, 1.5)",
            "sigmoid(1.25, 10.0)",
            "modelBalancing");
  }
}
