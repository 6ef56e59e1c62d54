package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.random.HeavyEntries;
import io.github.weightwatcher4j.random.RandomMatrix;
import io.github.weightwatcher4j.random.UniversalityTable;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Alpha and norms of random matrices with heavy-tailed entries, by the exponent mu of these. */
final class UniversalityPictures {

  private static final double LARGEST_MU = 4;
  private static final double LARGEST_ALPHA = 9;

  private UniversalityPictures() {}

  /**
   * Both pictures.
   *
   * @param size shorter side of the matrices whose norms are taken
   */
  static List<NamedPlot> of(int size) {
    return List.of(
        new NamedPlot("universality-alpha", alpha()),
        new NamedPlot("universality-norms", norms(size)));
  }

  /** Mean alpha by the table of simulations; where it is larger than the axis it is left out. */
  private static XyPlot alpha() {
    XyPlot.Builder plot =
        XyPlot.titled("Alpha of random matrices with heavy-tailed entries")
            .axes(Axis.linear("mu of the entries, P(|w| > x) ~ x^-mu"), Axis.linear("mean alpha"));
    plot.add(
        new Mark.Curve(
            "limit, 1 + mu / 2",
            Ink.MARK,
            Pen.DASHED,
            List.of(new Point(0.75, 1.375), new Point(LARGEST_MU, 3))));
    int group = 0;
    for (HeavyEntries kind : HeavyEntries.values()) {
      for (int[] shape : new int[][] {{100, 1}, {1000, 1}, {1000, 8}}) {
        add(plot, group++, kind, shape[0], shape[1]);
      }
    }
    return plot.describedAs(
        "Mean alpha against mu. Up to mu = 1.5 every curve lies near 1 + mu / 2. Beyond, signed"
            + " entries turn upwards, the more the larger the matrix, and positive ones flatten.");
  }

  private static void add(XyPlot.Builder plot, int group, HeavyEntries kind, int m, int q) {
    List<Point> points =
        UniversalityTable.rows().stream()
            .filter(row -> row.kind() == kind && row.m() == m && row.q() == q)
            .filter(row -> row.mu() <= LARGEST_MU && row.mean() <= LARGEST_ALPHA)
            .map(row -> new Point(row.mu(), row.mean()))
            .toList();
    String name = (kind == HeavyEntries.SIGNED ? "signed, " : "positive, ") + q * m + " x " + m;
    plot.add(new Mark.Curve("", Ink.group(group), Pen.PLAIN, points))
        .add(
            new Mark.Dots(
                name,
                Ink.group(group),
                Glyph.group(group),
                points.stream().map(point -> Dot.of(point.x(), point.y(), "")).toList()));
  }

  /** The papers' relation alpha log lambda_max = log ||W||^2 of matrices in two units. */
  private static XyPlot norms(int size) {
    XyPlot.Builder plot =
        XyPlot.titled("The PL-norm relation on Pareto matrices")
            .axes(Axis.linear("alpha"), Axis.linear("log ||W||² / log λ_max"))
            .note(2 * size + " x " + size + ", mu from 0.75 to 4, four matrices each");
    plot.add(
        new Mark.Curve(
            "the relation: equal to alpha",
            Ink.MARK,
            Pen.DASHED,
            List.of(new Point(1, 1), new Point(4, 4))));
    plot.add(dots("smallest |w| = 1", 0, size, 1));
    plot.add(dots("smallest |w| = 0.1", 1, size, 0.1));
    return plot.describedAs(
        "The logarithm of the squared Frobenius norm over that of the largest eigenvalue, against"
            + " alpha. It lies below alpha, and depends on the unit of the weights.");
  }

  private static Mark.Dots dots(String name, int group, int size, double unit) {
    List<Dot> dots = new ArrayList<>();
    for (double mu = 0.75; mu <= LARGEST_MU; mu += 0.25) {
      for (int seed = 0; seed < 4; seed++) {
        double[][] matrix = RandomMatrix.pareto(mu).draw(2 * size, size, seed);
        for (double[] row : matrix) {
          Arrays.setAll(row, j -> unit * row[j]);
        }
        LayerReport report =
            new WeightWatcher(matrix)
                .analyze(options -> options.mpFit(false))
                .details()
                .get("weights");
        double ratio = number(report, Metric.LOG_NORM) / number(report, Metric.LOG_SPECTRAL_NORM);
        double alpha = number(report, Metric.ALPHA);
        if (alpha <= LARGEST_ALPHA) {
          dots.add(Dot.of(alpha, ratio, "mu = " + mu).sized(0.8));
        }
      }
    }
    return new Mark.Dots(name, Ink.group(group), Glyph.group(group), dots);
  }

  private static double number(LayerReport report, Metric metric) {
    return report.metric(metric).orElseThrow();
  }
}
