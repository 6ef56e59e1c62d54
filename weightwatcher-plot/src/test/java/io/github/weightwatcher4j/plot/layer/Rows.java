package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Layers to draw, each from its seed and with everything that can be computed. */
final class Rows {

  private Rows() {}

  static LayerReport of(double[][] weights) {
    return of(weights, options -> options);
  }

  static LayerReport of(double[][] weights, UnaryOperator<AnalysisOptionsBuilder> change) {
    AnalysisOptionsBuilder all =
        AnalysisOptions.builder()
            .minEvals(1)
            .mpFit(true)
            .randomize(true)
            .detx(true)
            .vectors(true)
            .compareLaws(true)
            .profile(true);
    return new WeightWatcher(weights).analyze(change.apply(all).build()).details().get("weights");
  }

  /** Independent normal entries of variance 1 / rows: the bulk ends near (1 + 1 / sqrt(Q))^2. */
  static double[][] gaussian(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian() / Math.sqrt(rows);
      }
    }
    return weights;
  }

  /** The same with strengths added on the diagonal, which give spikes where they are above 1. */
  static double[][] spiked(int rows, int columns, double... strengths) {
    double[][] weights = gaussian(rows, columns);
    for (int i = 0; i < strengths.length; i++) {
      weights[i][i] += strengths[i];
    }
    return weights;
  }

  /** Entries of infinite variance: a heavy-tailed spectrum. */
  static double[][] heavyTailed(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian() / Math.pow(random.nextDouble(), 0.7);
      }
    }
    return weights;
  }

  static double[][] diagonal(double... values) {
    double[][] weights = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      weights[i][i] = values[i];
    }
    return weights;
  }

  static double mass(Mark bars) {
    return ((Mark.Bars) bars).bars().stream().mapToDouble(Mark.Bar::area).sum();
  }

  /** Share of all eigenvalues in bars whose heights are per power of ten. */
  static double massPerDecade(Mark bars) {
    return ((Mark.Bars) bars)
        .bars().stream().mapToDouble(bar -> bar.height() * Math.log10(bar.to() / bar.from())).sum();
  }

  static double at(Mark rule) {
    return ((Mark.Rule) rule).at();
  }

  static List<Mark.Dot> dots(Mark dots) {
    return ((Mark.Dots) dots).dots();
  }

  static List<Mark.Point> points(Mark curve) {
    return ((Mark.Curve) curve).points();
  }
}
