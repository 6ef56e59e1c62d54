package io.github.weightwatcher4j.random;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The alpha that is fitted to matrices of independent heavy-tailed entries, by exponent mu, kind of
 * entries and shape: simulated with fixed seeds, by the program of the same name in
 * weightwatcher-benchmarks.
 */
public final class UniversalityTable {

  /** M of the narrowest matrices of the table. */
  public static final int SMALLEST_M = 50;

  /** N / M of the longest matrices of the table. */
  public static final int LARGEST_Q = 8;

  private static final String FILE = "universality.csv";

  private static final List<Row> ROWS = read();

  private UniversalityTable() {}

  /**
   * Matrices of one shape and law.
   *
   * @param m shorter side M
   * @param q N / M
   * @param kind of entries
   * @param mu exponent of the entries, {@code P(|w| > x) ~ x^-mu}
   * @param matrices how many were drawn
   * @param mean of their fitted alpha
   * @param standardDeviation of alpha from matrix to matrix
   */
  public record Row(
      int m,
      int q,
      HeavyEntries kind,
      double mu,
      int matrices,
      double mean,
      double standardDeviation) {

    private static Row parse(String line) {
      String[] cells = line.split(",", -1);
      return new Row(
          Integer.parseInt(cells[0]),
          Integer.parseInt(cells[1]),
          HeavyEntries.valueOf(cells[2].toUpperCase(Locale.ROOT)),
          Double.parseDouble(cells[3]),
          Integer.parseInt(cells[4]),
          Double.parseDouble(cells[5]),
          Double.parseDouble(cells[6]));
    }
  }

  /** Every row, by M, Q, kind and mu, ascending. */
  public static List<Row> rows() {
    return ROWS;
  }

  /**
   * Mean alpha against mu for a shape, linear in the logarithms of M and Q between those of the
   * table. For larger M it is that of the largest there: larger matrices turn upwards earlier
   * (docs/theory.md), so that a largest mu by it is too large rather than too small.
   */
  static AlphaCurve curve(HeavyEntries kind, long n, long m) {
    double[] mus = distinct(Row::mu);
    double[] alphas =
        Arrays.stream(mus).map(mu -> alpha(kind, mu, (double) m, (double) n / m)).toArray();
    return new AlphaCurve(mus, alphas);
  }

  private static double alpha(HeavyEntries kind, double mu, double m, double q) {
    return interpolated(
        distinct(Row::m),
        m,
        width -> interpolated(distinct(Row::q), q, ratio -> mean(kind, mu, width, ratio)));
  }

  private static double mean(HeavyEntries kind, double mu, double m, double q) {
    return ROWS.stream()
        .filter(row -> row.kind() == kind && row.mu() == mu && row.m() == m && row.q() == q)
        .mapToDouble(Row::mean)
        .findFirst()
        .orElseThrow();
  }

  private static double[] distinct(ToDoubleFunction<Row> column) {
    return ROWS.stream().mapToDouble(column).distinct().sorted().toArray();
  }

  /** Between the values at the neighbours of x, linear in its logarithm; at the ends, theirs. */
  private static double interpolated(double[] at, double x, DoubleUnaryOperator values) {
    int above = 0;
    while (above < at.length - 1 && at[above] < x) {
      above++;
    }
    int below = at[above] > x && above > 0 ? above - 1 : above;
    double share = below == above ? 0 : Math.log(x / at[below]) / Math.log(at[above] / at[below]);
    double low = values.applyAsDouble(at[below]);
    return low + share * (values.applyAsDouble(at[above]) - low);
  }

  private static List<Row> read() {
    InputStream file = Objects.requireNonNull(UniversalityTable.class.getResourceAsStream(FILE));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(Row::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the table that belongs to this library is unreadable", e);
    }
  }
}
