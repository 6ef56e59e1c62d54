package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;

/** The layers of a model along an axis. */
public final class LayerAxis {

  /** So many layers have dots of usual size. */
  private static final double ROOMY = 60;

  private static final double SMALLEST = 0.6;

  private LayerAxis() {}

  /**
   * A name for each layer, from input to output. What all names begin with, up to a dot or slash,
   * is left out.
   */
  public static Axis of(Analysis analysis) {
    List<String> names = analysis.details().stream().map(LayerReport::name).toList();
    return of("layer", ", from input to output", names);
  }

  /** Names of things of a kind, without what all of them begin with. */
  static Axis of(String kind, List<String> names) {
    return of(kind, "", names);
  }

  private static Axis of(String kind, String order, List<String> names) {
    String prefix = prefix(names);
    List<String> rest = names.stream().map(name -> name.substring(prefix.length())).toList();
    String where = prefix.isEmpty() ? "" : " of " + prefix.substring(0, prefix.length() - 1);
    return Axis.names(kind + where + order, rest);
  }

  private static String prefix(List<String> names) {
    if (names.size() < 2) {
      return "";
    }
    String prefix = names.get(0);
    for (String name : names) {
      int same = 0;
      while (same < Math.min(prefix.length(), name.length())
          && prefix.charAt(same) == name.charAt(same)) {
        same++;
      }
      prefix = prefix.substring(0, same);
    }
    int end = Math.max(prefix.lastIndexOf('.'), prefix.lastIndexOf('/'));
    return prefix.substring(0, end + 1);
  }

  /**
   * Size of a dot among so many, as a multiple of the usual one, so that dots stay apart.
   *
   * @param layers how many dots stand side by side, at least 0
   */
  public static double dotSize(int layers) {
    return Math.min(1, Math.max(SMALLEST, Math.sqrt(ROOMY / Math.max(1, layers))));
  }
}
