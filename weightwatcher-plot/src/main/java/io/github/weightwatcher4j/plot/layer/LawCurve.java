package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A fitted law over its own range and on the scale of the whole spectrum: the share of the tail
 * times the tail's own density, so that the line lies on the histogram.
 */
final class LawCurve {

  private static final int STEPS = 60;

  private LawCurve() {}

  /**
   * Points of equal ratio from xMin to xMax.
   *
   * @param eigenvalues how many there are in the whole spectrum
   */
  static List<Mark.Point> density(LawFit fit, int eigenvalues) {
    return curve(fit, x -> height(fit, x, eigenvalues));
  }

  /** The share of the law above an eigenvalue, from 1 at xMin. */
  static List<Mark.Point> survival(LawFit fit) {
    return curve(fit, fit::survival);
  }

  private static List<Mark.Point> curve(LawFit fit, DoubleUnaryOperator height) {
    List<Mark.Point> points = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double x = fit.xMin() * Math.pow(fit.xMax() / fit.xMin(), (double) i / STEPS);
      points.add(new Mark.Point(x, height.applyAsDouble(x)));
    }
    return points;
  }

  /** Height of the law at an eigenvalue on the scale of a histogram of all of them. */
  static double height(LawFit fit, double x, int eigenvalues) {
    return (double) fit.tailSize() / eigenvalues * Math.exp(fit.logDensity(x));
  }
}
