package io.github.weightwatcher4j.plot.chart;

/** Numbers that a reader counts in: 1, 2 and 5 times a power of ten. */
final class RoundNumber {

  private RoundNumber() {}

  /** The smallest one that is at least so large, up to rounding; positive. */
  static double atLeast(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double digit = value / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
