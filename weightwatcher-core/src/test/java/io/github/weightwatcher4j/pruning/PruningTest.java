package io.github.weightwatcher4j.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.golden.TestData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shares of the layers. */
class PruningTest {

  /** What the reference values promise is 1e-6 of them; they are at most 1. */
  private static final Offset<Double> AGREED = within(1e-7);

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(TestData.ours().resolve("theory/pruning.json").toFile());
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private static long[] sizes(JsonNode array) {
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.2", "0.7, 0.3", "0.9, 0.3"})
  void theResNetHasTheSharesOfAnIndependentProgram(double sparsity, double strength)
      throws IOException {
    JsonNode resnet = golden().path("resnet20");
    JsonNode expected = resnet.path("alpha_pruning_S%s_eps%s".formatted(sparsity, strength));
    double[] shares =
        Pruning.byAlpha(sparsity)
            .strength(strength)
            .cap(1)
            .shares(sizes(resnet.path("parameters")), numbers(resnet.path("hill")));
    assertThat(shares).containsExactly(numbers(expected.path("clamped")), AGREED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"toy", "toy_equal"})
  void fewNumbersHaveTheSharesThatAreWrittenDown(String name) throws IOException {
    JsonNode toy = golden().path(name);
    double[] shares =
        Pruning.byAlpha(toy.path("S").asDouble())
            .strength(toy.path("eps").asDouble())
            .cap(1)
            .shares(sizes(toy.path("parameters")), numbers(toy.path("alpha")));
    assertThat(shares).containsExactly(numbers(toy.path("clamped")), AGREED);
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

  static Stream<Supplier<Object>> refused() {
    return Stream.of(
        () -> Pruning.uniform(0),
        () -> Pruning.uniform(1),
        () -> Pruning.byAlpha(Double.NaN),
        () -> Pruning.byAlpha(0.5).strength(1),
        () -> Pruning.byAlpha(0.5).strength(-0.1),
        () -> Pruning.byAlpha(0.5).cap(0),
        () -> Pruning.byAlpha(0.5).cap(Double.NaN),
        () -> Pruning.byAlpha(0.5).cap(0.4).shares(new long[] {9}, new double[] {3}),
        () -> Pruning.byAlpha(0.5).shares(new long[] {9, 9}, new double[] {3, Double.NaN}),
        () -> Pruning.byAlpha(0.5).shares(new long[] {9}, new double[] {3, 4}),
        () -> Pruning.byAlpha(0.5).shares(new long[] {0, 9}, new double[] {3, 4}));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatMakesNoSenseIsRefusedWithAReason(Supplier<Object> call) {
    assertThatThrownBy(call::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "(sparsity|strength|cap|every alpha|every layer|needs an alpha).*(but"
                + " was|layers?|finite|weights).*");
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
