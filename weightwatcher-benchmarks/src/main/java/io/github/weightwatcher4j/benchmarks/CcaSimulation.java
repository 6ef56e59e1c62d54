package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.similarity.CanonicalCorrelations;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.SimilarityMeasure;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Canonical correlations of independent Gaussian samples against their expectation.
 *
 * <p>Arguments: repetitions and seed, such as {@code 400 1}. Prints a Markdown table. With m = n -
 * 1, the sum of squared correlations is the trace of the product of two random projections, pq/m on
 * average, so that their mean is max(p, q)/m, exactly. Of the correlations themselves the mean is
 * known exactly where q = 1 (the square is Beta(p/2, (m - p)/2) distributed); else it is compared
 * with that of the limit of many dimensions (Wachter, Annals of Statistics 8, 1980), from which it
 * differs by about 1/m.
 */
public final class CcaSimulation {

  private static final int[][] CASES = {
    {50, 5, 1}, {200, 40, 1}, {60, 10, 5}, {200, 20, 20}, {200, 60, 30}, {1000, 200, 100}
  };

  private CcaSimulation() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int repetitions = Integer.parseInt(arguments[0]);
    SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
    System.out.println(
        "| n | p | q | mean ρ² ± s.e. | expected | z | mean ρ ± s.e. | expected | |"
            + " CKA | unbiased CKA ± s.e. |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (int[] sizes : CASES) {
      simulate(sizes[0], sizes[1], sizes[2], repetitions, random);
    }
  }

  private static void simulate(int n, int p, int q, int repetitions, SplittableRandom random) {
    SummaryStatistics squares = new SummaryStatistics();
    SummaryStatistics means = new SummaryStatistics();
    SummaryStatistics cka = new SummaryStatistics();
    SummaryStatistics unbiased = new SummaryStatistics();
    for (int i = 0; i < repetitions; i++) {
      Representation x = Representation.of(gaussian(n, p, random));
      Representation y = Representation.of(gaussian(n, q, random));
      CanonicalCorrelations found = CanonicalCorrelations.of(x, y);
      squares.addValue(found.meanOfSquares());
      means.addValue(found.mean());
      cka.addValue(SimilarityMeasure.CKA.of(x, y));
      unbiased.addValue(SimilarityMeasure.CKA_UNBIASED.of(x, y));
    }
    double m = n - 1;
    double expected = Math.max(p, q) / m;
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %.5f ± %.5f | %.5f | %.1f | %.5f ± %.5f | %.5f | %s | %.3f |"
            + " %.4f ± %.4f |%n",
        n,
        p,
        q,
        squares.getMean(),
        error(squares),
        expected,
        (squares.getMean() - expected) / error(squares),
        means.getMean(),
        error(means),
        q == 1 ? exact(p, m) : wachter(q / m, p / m),
        q == 1 ? "exact" : "limit",
        cka.getMean(),
        unbiased.getMean(),
        error(unbiased));
  }

  private static double[][] gaussian(int rows, int columns, SplittableRandom random) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return values;
  }

  private static double error(SummaryStatistics values) {
    return values.getStandardDeviation() / Math.sqrt((double) values.getN());
  }

  /** Mean of the root of a Beta(p/2, (m - p)/2) variable. */
  private static double exact(double p, double m) {
    return Math.exp(
        Gamma.logGamma((p + 1) / 2)
            - Gamma.logGamma(p / 2)
            + Gamma.logGamma(m / 2)
            - Gamma.logGamma((m + 1) / 2));
  }

  /**
   * Mean of the root under Wachter's law of squared correlations, {@code sqrt((x - a)(b - x)) / (2
   * pi s x (1 - x))} between a and b, for the shares s and l of the dimensions, s the smaller one.
   */
  private static double wachter(double s, double l) {
    double middle = s + l - 2 * s * l;
    double half = 2 * Math.sqrt(s * l * (1 - s) * (1 - l));
    // x = middle - half cos(t), which takes the roots off the ends
    return new SimpsonIntegrator()
        .integrate(
            1_000_000,
            t -> {
              double x = middle - half * Math.cos(t);
              double root = half * Math.sin(t);
              // where s = l the law begins at 0, and so does the root
              return x <= 0 ? 0 : root * root / (2 * Math.PI * s * Math.sqrt(x) * (1 - x));
            },
            0,
            Math.PI);
  }
}
