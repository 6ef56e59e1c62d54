package io.github.weightwatcher4j.fit.internal;

/**
 * The range in which the beginning of the tail is looked for: {@code from <= xMin < to}.
 *
 * @param from smallest xMin that is tried, at least 0
 * @param to where the candidates end, above {@code from}; may be infinite
 */
public record XMinWindow(double from, double to) {

  /** Every eigenvalue is a candidate. */
  public static final XMinWindow ALL = new XMinWindow(0, Double.POSITIVE_INFINITY);

  /** Checks the domain above. */
  public XMinWindow {
    if (!(from >= 0 && to > from)) {
      throw new IllegalArgumentException(
          "a window must have 0 <= from < to but was [" + from + ", " + to + ")");
    }
  }

  /**
   * From 0.95 to 1.5 times the peak of the spectrum's histogram: for a spectrum that falls off like
   * a power law right from its peak.
   *
   * @param peak position of the peak, positive
   */
  public static XMinWindow around(double peak) {
    return new XMinWindow(0.95 * peak, 1.5 * peak);
  }
}
