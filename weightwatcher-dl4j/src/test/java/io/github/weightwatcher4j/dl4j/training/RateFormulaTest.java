package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateFormulaTest {

  /** A few roundings of numbers near 1. */
  private static final double ROUNDING = 1e-14;

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

  @ParameterizedTest
  @CsvSource({"resnet20, 20", "toy, 4"})
  void factorsAreThoseOfAnIndependentProgram(String name, int layers) throws IOException {
    JsonNode golden;
    try (InputStream file = RateFormulaTest.class.getResourceAsStream("/theory/rates.json")) {
      golden = new ObjectMapper().readTree(file).get(name);
    }
    double[] alphas = numbers(golden.get("alpha"));

    assertThat(alphas).hasSize(layers);
    assertThat(RateFormula.linear().factors(alphas))
        .containsExactly(numbers(golden.get("temp_balance")), within(ROUNDING));
    assertThat(RateFormula.modelBalancing().factors(alphas))
        .containsExactly(numbers(golden.get("model_balancing")), within(1e-12));
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  @Test
  void modelBalancingSlowsDownByMoreThanItSpeedsUp() {
    double[] factors = RateFormula.modelBalancing().factors(2, 3, 4, 6);

    assertThat(1 / factors[0]).isGreaterThan(2 * factors[3]);
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
