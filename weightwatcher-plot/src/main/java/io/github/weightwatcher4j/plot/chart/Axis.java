package io.github.weightwatcher4j.plot.chart;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One axis of a plot. Where no range is given, it is as wide as what is drawn.
 *
 * @param label quantity and unit
 * @param scale how values are laid out
 * @param from where it begins
 * @param to where it ends
 * @param names names at 0, 1, 2, ... on a {@link Scale#NAMES} axis, otherwise none
 */
public record Axis(
    String label, Scale scale, OptionalDouble from, OptionalDouble to, List<String> names) {

  /** How values are laid out. */
  public enum Scale {
    /** Equal differences, equal lengths. */
    LINEAR,
    /** Linear, labelled at whole numbers only. */
    COUNTS,
    /** Equal ratios, equal lengths; values that are not positive are not drawn. */
    LOG,
    /** Whole numbers from 0 that stand for names. */
    NAMES
  }

  /** Copies the names. */
  public Axis {
    names = List.copyOf(names);
  }

  /** A linear axis. */
  public static Axis linear(String label) {
    return of(label, Scale.LINEAR, List.of());
  }

  /** A linear axis of whole numbers: of counts or epochs. */
  public static Axis counts(String label) {
    return of(label, Scale.COUNTS, List.of());
  }

  /** A logarithmic axis. */
  public static Axis log(String label) {
    return of(label, Scale.LOG, List.of());
  }

  /** An axis of names, which are shortened and thinned out where they would touch. */
  public static Axis names(String label, List<String> names) {
    return of(label, Scale.NAMES, names);
  }

  private static Axis of(String label, Scale scale, List<String> names) {
    return new Axis(label, scale, OptionalDouble.empty(), OptionalDouble.empty(), names);
  }

  /** The same axis from one value to another; on a logarithmic one, both are positive. */
  public Axis between(double low, double high) {
    if (!(low < high) || (scale == Scale.LOG && !(low > 0))) {
      throw new IllegalArgumentException(
          "an axis goes from a value to a larger one, but " + low + " to " + high + " was given");
    }
    return new Axis(label, scale, OptionalDouble.of(low), OptionalDouble.of(high), names);
  }

  /** The same axis, beginning at a value. */
  public Axis startingAt(double low) {
    return new Axis(label, scale, OptionalDouble.of(low), to, names);
  }

  /** Whether a value has a place on it. */
  boolean shows(double value) {
    return Double.isFinite(value) && (scale != Scale.LOG || value > 0);
  }
}
