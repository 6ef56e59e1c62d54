package io.github.weightwatcher4j.plot.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * The density of values in bins. Heights are per unit of the value, so that the areas of all bars
 * add up to the share of the values that is drawn.
 *
 * @param bars the bins that hold any value, ascending
 */
public record Histogram(List<Mark.Bar> bars) {

  /** Copies the list. */
  public Histogram {
    bars = List.copyOf(bars);
  }

  /**
   * Positive values in bins of equal ratio.
   *
   * @param values those to draw; others than positive ones are left out
   * @param total how many values are the whole, of which bars are shares; positive
   */
  public static Histogram logarithmic(double[] values, int total) {
    return Bins.logarithmic(values).count(values, total);
  }

  /**
   * Values in bins of equal width.
   *
   * @param values those to draw
   * @param total how many values are the whole, of which bars are shares; positive
   */
  public static Histogram linear(double[] values, int total) {
    return Bins.linear(values).count(values, total);
  }

  /**
   * The same bars with heights per power of ten, as they are read off a logarithmic axis beside a
   * linear one; the values are positive.
   */
  public Histogram perDecade() {
    return new Histogram(
        bars.stream()
            .map(
                bar -> {
                  double decades = Math.log10(bar.to() / bar.from());
                  return new Mark.Bar(bar.from(), bar.to(), bar.area() / decades);
                })
            .toList());
  }

  /** The upper ends of the bars as one line, which goes down to 0 where there is none. */
  public List<Mark.Point> outline() {
    List<Mark.Point> points = new ArrayList<>();
    double end = Double.NaN;
    for (Mark.Bar bar : bars) {
      if (bar.from() != end) {
        if (!points.isEmpty()) {
          points.add(new Mark.Point(end, 0));
        }
        points.add(new Mark.Point(bar.from(), 0));
      }
      points.add(new Mark.Point(bar.from(), bar.height()));
      points.add(new Mark.Point(bar.to(), bar.height()));
      end = bar.to();
    }
    if (!points.isEmpty()) {
      points.add(new Mark.Point(end, 0));
    }
    return points;
  }

  /** Height of the bar that a value lies in; 0 where there is none. */
  public static double height(List<Mark.Bar> bars, double value) {
    return bars.stream()
        .filter(bar -> bar.from() <= value && value <= bar.to())
        .mapToDouble(Mark.Bar::height)
        .max()
        .orElse(0);
  }

  /** The bars that begin at a value or above it. */
  public Histogram from(double value) {
    return new Histogram(bars.stream().filter(bar -> bar.from() >= value).toList());
  }

  /** The bars that end above a value. */
  public Histogram beyond(double value) {
    return new Histogram(bars.stream().filter(bar -> bar.to() > value).toList());
  }

  /** The bars that begin below a value. */
  public Histogram below(double value) {
    return new Histogram(bars.stream().filter(bar -> bar.from() < value).toList());
  }

  /** Share of all values that the bars stand for, in [0, 1]. */
  public double mass() {
    return bars.stream().mapToDouble(Mark.Bar::area).sum();
  }

  /** Least height; 1 where there is no bar. */
  public double lowest() {
    return bars.stream().mapToDouble(Mark.Bar::height).min().orElse(1);
  }

  /** Greatest height; 1 where there is no bar. */
  public double highest() {
    return bars.stream().mapToDouble(Mark.Bar::height).max().orElse(1);
  }
}
