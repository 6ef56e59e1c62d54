package io.github.weightwatcher4j.metric.internal;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How a metric is shown to people, and where. Immutable. */
public final class Display {

  private static final String ABSENT = "-";

  /** A number that is shown in no view. */
  public static final Display NUMBER = number(0);

  /** A whole number that is shown in no view. */
  public static final Display COUNT = count(0, "");

  private final String header;
  private final String format;
  private final boolean count;
  private final String silent;
  private final Map<View, Integer> ranks;

  private Display(
      String header, String format, boolean count, String silent, Map<View, Integer> ranks) {
    this.header = header;
    this.format = format;
    this.count = count;
    this.silent = silent;
    this.ranks = ranks;
  }

  /** A number without a column in text tables. */
  public static Display number(int rank, View... views) {
    return number(rank, "", "%.3f", views);
  }

  /**
   * A number.
   *
   * @param rank place among the metrics of a view; ranks leave gaps for metrics to come
   * @param header of its column in text tables
   * @param format of its values there
   * @param views where it is shown
   */
  public static Display number(int rank, String header, String format, View... views) {
    Display display = new Display(header, format, false, ABSENT, Map.of());
    for (View view : views) {
      display = display.in(view, rank);
    }
    return display;
  }

  /** A whole number. */
  public static Display count(int rank, String header, View... views) {
    Display display = number(rank, header, "%.0f", views);
    return new Display(header, display.format, true, ABSENT, display.ranks);
  }

  /** Shown in a view at a place of its own. */
  public Display in(View view, int rank) {
    Map<View, Integer> more = new EnumMap<>(View.class);
    more.putAll(ranks);
    more.put(view, rank);
    return new Display(header, format, count, silent, more);
  }

  /** In a text table even where no row has the number. */
  public Display always() {
    return new Display(header, format, count, "", ranks);
  }

  public boolean isIn(View view) {
    return ranks.containsKey(view);
  }

  public int rank(View view) {
    return ranks.getOrDefault(view, 0);
  }

  /** Head of its column in text tables. */
  public String header() {
    return header;
  }

  /** Whether its values are whole numbers. */
  public boolean isCount() {
    return count;
  }

  /** A value as text tables show it, a hyphen where there is none. */
  public String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : ABSENT;
  }

  /** Whether a text of {@link #text} says anything; a column where none does is left out. */
  public boolean speaks(String text) {
    return !text.equals(silent);
  }
}
