package io.github.weightwatcher4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.golden.Theory;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The largest eigenvalue of heavy-tailed matrices, against other simulations of it. */
class HeavyTailedEdgeTest {

  private static final int MATRICES = 150;

  /** Of the 200 x 400 ones, which take longer. */
  private static final int LARGE_MATRICES = 40;

  private record Edge(double largestEntry, double eigenvalue) {}

  private static Edge[] edges(int matrices, int n, int m, double mu) {
    return IntStream.range(0, matrices)
        .parallel()
        .mapToObj(
            i -> {
              double[][] matrix = RandomMatrix.pareto(mu).draw(n, m, 977L * i);
              double largest =
                  Arrays.stream(matrix)
                      .flatMapToDouble(Arrays::stream)
                      .map(Math::abs)
                      .max()
                      .orElseThrow();
              return new Edge(largest, largestEigenvalue(matrix));
            })
        .toArray(Edge[]::new);
  }

  /** By the power method, up to 200 steps, which are right to 1 % even where the gap is small. */
  private static double largestEigenvalue(double[][] matrix) {
    double[] vector = new double[matrix[0].length];
    Arrays.fill(vector, 1);
    double norm = 0;
    for (int step = 0; step < 200; step++) {
      double[] next = new double[vector.length];
      for (double[] row : matrix) {
        double product = 0;
        for (int j = 0; j < row.length; j++) {
          product += row[j] * vector[j];
        }
        for (int j = 0; j < row.length; j++) {
          next[j] += product * row[j];
        }
      }
      double length = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
      boolean settled = Math.abs(length - norm) < 1e-9 * length;
      norm = length;
      if (settled) {
        break;
      }
      Arrays.setAll(vector, j -> next[j] / length);
    }
    return norm;
  }

  static Stream<JsonNode> simulations() throws IOException {
    JsonNode rows = Theory.of("universality").get("frechet");
    assertThat(rows).hasSize(15);
    return Theory.elements(rows);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("simulations")
  void theEdgeIsWhereAnIndependentSimulationHasIt(JsonNode golden) {
    int m = golden.get("M").asInt();
    int n = m * golden.get("Q").asInt();
    double mu = golden.get("mu").asDouble();
    int matrices = m == 60 ? MATRICES : LARGE_MATRICES;
    Edge[] edges = edges(matrices, n, m, mu);
    // 1 / its matrices + 1 / ours: crit95 is 1.36 over the root of its number.
    double spread = Math.pow(golden.get("crit95").asDouble() / 1.36, 2) + 1.0 / matrices;

    double scale = Frechet.scale(n, m, mu);
    double ks =
        distance(
            Frechet.ofSquaredEntries(mu),
            Arrays.stream(edges).mapToDouble(edge -> edge.eigenvalue() / scale));
    // Two samples of the same law differ by up to 1.63 of the root, 1 % of them by more.
    double expected = golden.get("ks_frechet").asDouble();
    assertThat(ks).isCloseTo(expected, within(1.63 * Math.sqrt(spread)));
    if (mu < 2) {
      assertThat(ks).isLessThan(1.63 / Math.sqrt(matrices));
    } else if (expected > 0.4) {
      assertThat(ks).isGreaterThan(0.3);
    }

    double[] ratios =
        Arrays.stream(edges)
            .mapToDouble(edge -> edge.eigenvalue() / predicted(edge.largestEntry(), n, m, mu))
            .toArray();
    requireShareBelow(ratios, golden.get("q05").asDouble(), 0.05, spread);
    requireShareBelow(ratios, golden.get("median_ratio").asDouble(), 0.5, spread);
    requireShareBelow(ratios, golden.get("q95").asDouble(), 0.95, spread);
  }

  /** Within three standard errors of both samples. */
  private static void requireShareBelow(
      double[] ratios, double quantile, double share, double spread) {
    double below = Arrays.stream(ratios).filter(x -> x <= quantile).count();
    assertThat(below / ratios.length)
        .as("share below %s", quantile)
        .isCloseTo(share, within(3 * Math.sqrt(share * (1 - share) * spread)));
  }

  /** As the golden table has it: below the threshold a^2, and a^2 where there is no variance. */
  private static double predicted(double size, int n, int m, double mu) {
    if (mu < 2) {
      return size * size;
    }
    LargestEntry edge = new LargestEntry(n, m, mu / (mu - 2));
    return size > edge.threshold() ? edge.eigenvalue(size) : size * size;
  }

  private static double distance(Frechet law, DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double share = law.cdf(sorted[i]);
      double n = sorted.length;
      distance = Math.max(distance, Math.max(share - i / n, (i + 1) / n - share));
    }
    return distance;
  }

  @Test
  void betweenTwoAndFourTheEntryBehindTheEdgeIsFrechetsAndTheEdgeIsNot() {
    double mu = 2.5;
    int n = 200;
    int m = 100;
    LargestEntry law = new LargestEntry(n, m, mu / (mu - 2));
    double scale = Frechet.scale(n, m, mu);
    Edge[] edges = edges(MATRICES, n, m, mu);
    double[] sizes =
        Arrays.stream(edges)
            .map(edge -> law.size(edge.eigenvalue()))
            .flatMapToDouble(OptionalDouble::stream)
            .map(size -> size * size / scale)
            .toArray();
    Frechet frechet = Frechet.ofSquaredEntries(mu);
    // All but those that drown in the noise, of which only the number is known.
    double hidden = 1 - sizes.length / (double) MATRICES;
    double threshold = law.threshold() * law.threshold() / scale;
    assertThat(hidden).isLessThan(0.5);
    double quantile = Math.max(frechet.cdf(threshold), hidden);
    for (double p = quantile + 0.1; p < 0.95; p += 0.1) {
      double at = frechet.quantile(p);
      double share = hidden + Arrays.stream(sizes).filter(x -> x <= at).count() / (double) MATRICES;
      assertThat(share).isCloseTo(p, within(1.63 / Math.sqrt(MATRICES)));
    }
    double ks =
        distance(frechet, Arrays.stream(edges).mapToDouble(edge -> edge.eigenvalue() / scale));
    assertThat(ks).isGreaterThan(2 * 1.36 / Math.sqrt(MATRICES));
  }

  @Test
  void theFormulaIsThatOfTheLargestEntryAndItsInverse() {
    LargestEntry law = new LargestEntry(400, 100, 0.5);
    // v sqrt(N M) = 100: an entry of 10 stands at the transition.
    assertThat(law.threshold()).isCloseTo(10, within(1e-12));
    assertThat(law.eigenvalue(20)).isCloseTo((400 + 200) * (400 + 50) / 400.0, within(1e-9));
    assertThat(law.eigenvalue(9)).isCloseTo(0.5 * 900, within(1e-9));
    assertThat(law.size(law.eigenvalue(20)).orElseThrow()).isCloseTo(20, within(1e-9));
    assertThat(law.size(449)).isEmpty();
    assertThat(law.chance(449, 3)).isEmpty();
    double chance = 1 - Math.exp(-40_000 * Math.pow(20, -3));
    assertThat(law.chance(law.eigenvalue(20), 3).orElseThrow()).isCloseTo(chance, within(1e-9));
  }

  @Test
  void frechetsLawIsThatOfTheLargestOfManyParetoValues() {
    Frechet law = new Frechet(1.5);
    assertThat(law.cdf(1)).isCloseTo(Math.exp(-1), within(1e-15));
    assertThat(law.cdf(0)).isZero();
    assertThat(law.cdf(-1)).isZero();
    assertThat(law.survival(0)).isEqualTo(1);
    assertThat(law.survival(1e12)).isCloseTo(1e-18, within(1e-30));
    // The largest of n values with P(x > t) = t^-1.5: (1 - t^-1.5 / n)^n once scaled.
    assertThat(Math.pow(1 - Math.pow(2, -1.5) / 1e6, 1e6)).isCloseTo(law.cdf(2), within(1e-6));
    for (double p : new double[] {0.01, 0.5, 0.99}) {
      assertThat(law.cdf(law.quantile(p))).isCloseTo(p, within(1e-12));
    }
  }

  @Test
  void argumentsOutsideOfTheirDomainsAreRefused() {
    assertThatThrownBy(() -> new Frechet(0)).hasMessage("shape must be finite and > 0 but was 0.0");
    assertThatThrownBy(() -> new Frechet(1).cdf(Double.NaN)).hasMessageContaining("was NaN");
    assertThatThrownBy(() -> new Frechet(1).quantile(1)).hasMessageContaining("in (0, 1)");
    assertThatThrownBy(() -> new LargestEntry(2, 3, 1))
        .hasMessageContaining("n is the longer side");
    assertThatThrownBy(() -> new LargestEntry(3, 2, Double.NaN)).hasMessageContaining("variance");
    assertThatThrownBy(() -> new LargestEntry(3, 2, 1).eigenvalue(-1)).hasMessageContaining(">= 0");
  }
}
