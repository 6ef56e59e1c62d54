package io.github.weightwatcher4j.trend;

/**
 * An interval of 95 % confidence.
 *
 * @param low lower end, finite
 * @param high upper end, finite, at least low
 */
public record Interval(double low, double high) {

  /** Checks the order of the ends. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval must end at or after its beginning but was [" + low + ", " + high + "]");
    }
  }

  /** Whether a value lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
