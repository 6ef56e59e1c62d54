package io.github.weightwatcher4j.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.golden.Theory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shares of the layers. */
class PruningTest {

  /** What the reference values promise is 1e-6 of them; they are at most 1. */
  private static final Offset<Double> AGREED = within(1e-7);

  private static JsonNode golden() throws IOException {
    return Theory.of("pruning");
  }

  private static long[] sizes(JsonNode array) {
    return Theory.elements(array).mapToLong(JsonNode::asLong).toArray();
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.2", "0.7, 0.3", "0.9, 0.3"})
  void theResNetHasTheSharesOfAnIndependentProgram(double sparsity, double strength)
      throws IOException {
    JsonNode resnet = golden().path("resnet20");
    JsonNode expected = resnet.path("alpha_pruning_S%s_eps%s".formatted(sparsity, strength));
    long[] sizes = sizes(resnet.path("parameters"));
    double[] shares =
        Pruning.byAlpha(sparsity)
            .strength(strength)
            .cap(1)
            .shares(sizes, Theory.numbers(resnet.path("hill")));
    assertThat(shares)
        .hasSize(20)
        .containsExactly(Theory.numbers(expected.path("clamped")), AGREED);
    requireProportionalBelowTheCap(shares, Theory.numbers(expected.path("raw")));
    double pruned = IntStream.range(0, 20).mapToDouble(i -> shares[i] * sizes[i]).sum();
    assertThat(pruned / Arrays.stream(sizes).sum())
        .isCloseTo(expected.path("overall").asDouble(), AGREED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"toy", "toy_equal"})
  void fewNumbersHaveTheSharesThatAreWrittenDown(String name) throws IOException {
    JsonNode toy = golden().path(name);
    double[] shares =
        Pruning.byAlpha(toy.path("S").asDouble())
            .strength(toy.path("eps").asDouble())
            .cap(1)
            .shares(sizes(toy.path("parameters")), Theory.numbers(toy.path("alpha")));
    assertThat(shares).containsExactly(Theory.numbers(toy.path("clamped")), AGREED);
    requireProportionalBelowTheCap(shares, Theory.numbers(toy.path("raw")));
  }

  /** What the cap takes is shared in proportion, so that the others keep their ratios. */
  private static void requireProportionalBelowTheCap(double[] shares, double[] raw) {
    for (int i = 1; i < shares.length; i++) {
      if (shares[i] < 1) {
        assertThat(shares[i] / shares[0]).isCloseTo(raw[i] / raw[0], AGREED);
      }
    }
  }

  @Test
  void whatTheCapTakesFromOneLayerTheOthersGiveInProportion() {
    // q = 0.5, 1.5: unclamped 0.45 and 1.35 of two layers of one size.
    Pruning pruning = Pruning.byAlpha(0.9).strength(0.5);
    assertThat(pruning.cap(1).shares(new long[] {10, 10}, new double[] {2, 4}))
        .containsExactly(new double[] {0.8, 1}, within(1e-12));
    assertThat(pruning.cap(0.95).shares(new long[] {10, 10}, new double[] {2, 4}))
        .containsExactly(new double[] {0.85, 0.95}, within(1e-12));
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allSharesTogetherAreTheSparsityAndRiseWithAlpha(long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(12);
    long[] weights = random.longs(n, 1, 100_000).toArray();
    double[] alphas = random.doubles(n, 1.1, 9).toArray();
    double cap = 0.5 + random.nextDouble() / 2;
    double sparsity = cap * (0.01 + 0.99 * random.nextDouble());
    double[] shares =
        Pruning.byAlpha(sparsity)
            .strength(0.99 * random.nextDouble())
            .cap(cap)
            .shares(weights, alphas);
    double pruned = IntStream.range(0, n).mapToDouble(i -> shares[i] * weights[i]).sum();
    assertThat(pruned / Arrays.stream(weights).sum()).isCloseTo(sparsity, within(1e-12));
    for (int i = 0; i < n; i++) {
      assertThat(shares[i]).isPositive().isLessThanOrEqualTo(cap);
      for (int j = 0; j < n; j++) {
        if (alphas[i] < alphas[j]) {
          assertThat(shares[i]).isLessThanOrEqualTo(shares[j]);
        }
      }
    }
  }

  @Test
  void aUniformPlanAndEqualExponentsAndNoStrengthGiveTheSameShare() {
    long[] weights = {3, 500, 20};
    double[] share = {0.4, 0.4, 0.4};
    double[] alphas = {2, 7, 3};
    assertThat(Pruning.uniform(0.4).shares(weights, alphas)).containsExactly(share, within(1e-15));
    assertThat(Pruning.byAlpha(0.4).strength(0).shares(weights, alphas))
        .containsExactly(share, within(1e-15));
    assertThat(Pruning.byAlpha(0.4).shares(weights, new double[] {3, 3, 3}))
        .containsExactly(share, within(1e-15));
    assertThat(Pruning.uniform(0.4).shares(new long[0], new double[0])).isEmpty();
  }

  private static Arguments refusal(String message, Supplier<Object> call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> refused() {
    Pruning half = Pruning.byAlpha(0.5);
    long[] one = {9};
    long[] two = {9, 9};
    return Stream.of(
        refusal("sparsity must be in (0, 1) but was 0.0", () -> Pruning.uniform(0)),
        refusal("sparsity must be in (0, 1) but was 1.0", () -> Pruning.uniform(1)),
        refusal("sparsity must be in (0, 1) but was NaN", () -> Pruning.byAlpha(Double.NaN)),
        refusal("strength must be in [0, 1) but was 1.0", () -> half.strength(1)),
        refusal("strength must be in [0, 1) but was -0.1", () -> half.strength(-0.1)),
        refusal("cap must be in (0, 1] but was 0.0", () -> half.cap(0)),
        refusal("cap must be in (0, 1] but was NaN", () -> half.cap(Double.NaN)),
        refusal(
            "sparsity must be <= cap (0.4) but was 0.5",
            () -> half.cap(0.4).shares(one, new double[] {3})),
        refusal(
            "every alpha must be finite: NaN",
            () -> half.shares(two, new double[] {3, Double.NaN})),
        refusal(
            "needs an alpha for each of 1 layers: 2", () -> half.shares(one, new double[] {3, 4})),
        refusal(
            "every layer needs weights: [0, 9]",
            () -> half.shares(new long[] {0, 9}, new double[] {3, 4})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatMakesNoSenseIsRefusedWithAReason(String message, Supplier<Object> call) {
    assertThatThrownBy(call::get).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void theRuleCanSayWhatItIs() {
    assertThat(Pruning.byAlpha(0.7).by(Exponent.HILL))
        .hasToString("sparsity 0.7 by Hill alpha, strength 0.3, at most 0.99 of a layer")
        .isEqualTo(Pruning.byAlpha(0.7).by(Exponent.HILL))
        .isNotEqualTo(Pruning.byAlpha(0.7))
        .hasSameHashCodeAs(Pruning.byAlpha(0.7).by(Exponent.HILL));
    assertThat(Pruning.uniform(0.7)).hasToString("sparsity 0.7 of every layer");
    Pruning all = Pruning.uniform(0.7).withFirstLayer().withLastLayer();
    assertThat(all.prunesFirst() && all.prunesLast()).isTrue();
  }
}
