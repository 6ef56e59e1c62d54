package io.github.weightwatcher4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.golden.Theory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From the alpha of a spectrum to the entries of random matrices, against other simulations. */
class UniversalityTest {

  private static HeavyEntries kind(JsonNode row) {
    return HeavyEntries.valueOf(row.get("kind").asText().toUpperCase(Locale.ROOT));
  }

  @Test
  void theTableIsWithinFourStandardErrorsOfAnIndependentOne() throws IOException {
    List<JsonNode> golden = Theory.elements(Theory.of("universality").get("universality")).toList();
    assertThat(golden).hasSize(160);
    for (JsonNode expected : golden) {
      UniversalityTable.Row row =
          UniversalityTable.rows().stream()
              .filter(it -> it.m() == expected.get("M").asInt())
              .filter(it -> it.q() == expected.get("Q").asInt())
              .filter(it -> it.kind() == kind(expected))
              .filter(it -> it.mu() == expected.get("mu").asDouble())
              .findFirst()
              .orElseThrow();
      double error =
          // The larger of both: that of ten matrices can be small by chance.
          Math.max(row.standardDeviation(), expected.get("alpha_sd").asDouble())
              * Math.sqrt(1 / expected.get("R").asDouble() + 1.0 / row.matrices());
      assertThat(row.mean())
          .as("%s", row)
          .isCloseTo(expected.get("alpha_mean").asDouble(), within(4 * error));
    }
  }

  static Stream<JsonNode> small() throws IOException {
    return Theory.elements(Theory.of("universality").get("universality"))
        .filter(row -> row.get("M").asInt() == 100)
        .filter(row -> Set.of(1.0, 1.75, 2.5, 3.0).contains(row.get("mu").asDouble()));
  }

  @ParameterizedTest
  @MethodSource("small")
  void matricesDrawnHereHaveTheAlphaOfAnIndependentSimulation(JsonNode golden) {
    int m = golden.get("M").asInt();
    int n = m * golden.get("Q").asInt();
    RandomMatrix law = kind(golden).of(golden.get("mu").asDouble());
    int matrices = 12;
    double mean =
        IntStream.range(0, matrices)
            .mapToDouble(i -> alpha(law.draw(n, m, 31L * i)))
            .average()
            .orElseThrow();
    double error =
        golden.get("alpha_sd").asDouble()
            * Math.sqrt(1 / golden.get("R").asDouble() + 1.0 / matrices);
    assertThat(mean).isCloseTo(golden.get("alpha_mean").asDouble(), within(4 * error));
  }

  private static double alpha(double[][] matrix) {
    return new WeightWatcher(matrix)
        .analyze(options -> options.mpFit(false).threads(1))
        .details()
        .rows()
        .get(0)
        .alpha()
        .orElseThrow();
  }

  @Test
  void everyShapeOfTheTableHasEveryExponentOfBothKinds() {
    List<UniversalityTable.Row> rows = UniversalityTable.rows();
    long shapes = rows.stream().map(row -> List.of(row.m(), row.q())).distinct().count();
    long laws = rows.stream().map(row -> List.of(row.kind(), row.mu())).distinct().count();
    assertThat(shapes).isEqualTo(16);
    assertThat(laws).isEqualTo(32);
    assertThat(rows).hasSize((int) (shapes * laws)).doesNotHaveDuplicates();
    assertThat(rows.stream().mapToInt(UniversalityTable.Row::m).min())
        .hasValue(UniversalityTable.SMALLEST_M);
  }

  @ParameterizedTest
  @CsvSource({"1.25, 1.2, 1.3, 0.4, 0.6", "1.9, 1.8, 1.9, 1.6, 1.8", "1.2, 0.8, 1.5, 0, 1"})
  void upToOnePointNineMuIsTwiceAlphaLessOneForAnyShape(
      double alpha, double low, double high, double muLow, double muHigh) {
    for (int m : new int[] {10, 300, 5000}) {
      AsIfEntries entries = AsIfEntries.of(alpha, low, high, 2L * m, m).orElseThrow();
      assertThat(entries.universality()).isEqualTo(UniversalityClass.VERY_HEAVY);
      assertThat(entries.low()).isCloseTo(muLow, within(1e-12));
      assertThat(entries.high().orElseThrow()).isCloseTo(muHigh, within(1e-12));
    }
  }

  @Test
  void theIntervalOfAMeanAlphaOfTheTableHoldsItsMu() {
    for (UniversalityTable.Row row : UniversalityTable.rows()) {
      if (row.mean() > 1.95 && row.mean() < 5.5 && row.mu() < 3) {
        double margin = 2 * row.standardDeviation() / Math.sqrt(row.matrices());
        AsIfEntries entries =
            AsIfEntries.of(
                    row.mean(),
                    row.mean() - margin,
                    row.mean() + margin,
                    (long) row.m() * row.q(),
                    row.m())
                .orElseThrow();
        assertThat(entries.universality()).isEqualTo(UniversalityClass.MODERATELY_HEAVY);
        assertThat(entries.low()).as("%s", row).isLessThanOrEqualTo(row.mu());
        assertThat(entries.high().orElse(9)).as("%s", row).isGreaterThanOrEqualTo(row.mu());
      }
    }
  }

  @Test
  void aWiderIntervalOfAlphaGivesAWiderOneOfMu() {
    for (double alpha = 1.5; alpha <= 5; alpha += 0.25) {
      AsIfEntries narrow = AsIfEntries.of(alpha, alpha - 0.1, alpha + 0.1, 700, 350).orElseThrow();
      AsIfEntries wide = AsIfEntries.of(alpha, alpha - 0.4, alpha + 0.4, 700, 350).orElseThrow();
      assertThat(wide.low()).isLessThanOrEqualTo(narrow.low());
      assertThat(wide.high().orElse(99)).isGreaterThanOrEqualTo(narrow.high().orElse(99));
    }
  }

  @Test
  void noMuIsTheLargestWhereEntriesWithoutAHeavyTailHaveSuchAnAlpha() {
    AsIfEntries entries = AsIfEntries.of(4.5, 4, 5, 600, 300).orElseThrow();
    assertThat(entries.high()).isEmpty();
    assertThat(entries.low()).isBetween(2.0, 2.6);
  }

  @Test
  void aboveSixAndForShapesThatWereNotSimulatedThereIsNoMu() {
    assertThat(AsIfEntries.of(2.5, 2, 3, 801, 100)).isEmpty();
    assertThat(AsIfEntries.of(2.5, 2, 3, 800, 100)).isPresent();
    assertThat(AsIfEntries.of(6.1, 5, 7, 600, 300)).isEmpty();
    assertThat(AsIfEntries.of(2.5, 2, 3, 98, 49)).isEmpty();
    assertThat(AsIfEntries.of(1.8, 1.7, 2.0, 98, 49)).isEmpty();
    assertThat(AsIfEntries.of(2.5, 2, 3, 100, 50)).isPresent();
    assertThat(UniversalityClass.of(6)).contains(UniversalityClass.MODERATELY_HEAVY);
    assertThat(UniversalityClass.of(Math.nextUp(6))).isEmpty();
    assertThat(UniversalityClass.of(1.9)).contains(UniversalityClass.VERY_HEAVY);
  }

  @Test
  void whatHasNoIntervalHasAReasonAndNothingElseHas() {
    assertThat(AsIfEntries.reason(6.1, 5, 7, 600, 300))
        .contains("an alpha above 6 tells nothing of mu");
    for (long m : new long[] {49, 100}) {
      assertThat(AsIfEntries.reason(1.8, 1.7, 2.0, m == 49 ? 98 : 801, m))
          .contains(
              "where alpha's interval reaches above 1.9 there is a mu for M from 50 and Q up to 8"
                  + " only");
    }
    assertThat(AsIfEntries.of(5.9, 5.9, 5.9, 50, 50)).isEmpty();
    assertThat(AsIfEntries.reason(5.9, 5.9, 5.9, 50, 50))
        .contains("no random matrices of this shape have an alpha that large");
    assertThat(AsIfEntries.reason(1.8, 1.7, 1.9, 98, 49)).isEmpty();
    assertThat(AsIfEntries.reason(2.5, 2, 3, 600, 300)).isEmpty();
  }

  @Test
  void betweenTheShapesOfTheTableTheIntervalChangesSteadilyAndBeyondThemNoMore() {
    double before = 0;
    for (int m = 50; m <= 1000; m += 50) {
      double low = AsIfEntries.of(2.4, 2.4, 2.4, 2L * m, m).orElseThrow().low();
      if (before > 0) {
        assertThat(low).isCloseTo(before, within(0.2));
      }
      before = low;
    }
    assertThat(AsIfEntries.of(2.4, 2.3, 2.5, 3000, 1000))
        .isPresent()
        .isEqualTo(AsIfEntries.of(2.4, 2.3, 2.5, 9000, 3000));
  }

  @Test
  void aCurveThatFallsByChanceIsFlatThere() {
    AlphaCurve curve = new AlphaCurve(new double[] {1, 2, 3, 4, 5}, new double[] {1, 3, 2, 4, 4});
    assertThat(curve.first(2.5)).hasValue(2);
    assertThat(curve.last(2.5)).hasValue(3);
    assertThat(curve.first(1.75)).hasValue(1.5);
    assertThat(curve.last(1.75)).hasValue(1.5);
    assertThat(curve.first(4)).hasValue(4);
    assertThat(curve.last(4)).isEqualTo(OptionalDouble.empty());
    assertThat(curve.first(4.1)).isEmpty();
    assertThat(curve.first(0.5)).hasValue(1);
  }

  @Test
  void anAlphaOutsideOfItsIntervalIsRefused() {
    assertThatThrownBy(() -> AsIfEntries.of(2, 2.1, 3, 60, 50))
        .hasMessage("alpha must lie in its finite interval, but was 2.0 in 2.1 to 3.0");
    assertThatThrownBy(() -> AsIfEntries.of(Double.NaN, 1, 3, 60, 50))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AsIfEntries.of(2, 1, Double.POSITIVE_INFINITY, 60, 50))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AsIfEntries.of(2, 1.8, 3, 50, 60))
        .hasMessageContaining("n must be >= m");
    assertThatThrownBy(() -> UniversalityClass.of(1)).hasMessage("alpha must be > 1 but was 1.0");
  }
}
