package io.github.weightwatcher4j.plot.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Lines that break where there is no value, and where they would run back. */
public final class Lines {

  private Lines() {}

  /**
   * The runs of two neighbours or more that have a value and lie from left to right.
   *
   * @param places x of each value
   * @param values y of each; empty where there is none
   */
  public static List<List<Mark.Point>> through(List<Double> places, List<OptionalDouble> values) {
    List<List<Mark.Point>> runs = new ArrayList<>();
    List<Mark.Point> run = new ArrayList<>();
    for (int i = 0; i <= places.size(); i++) {
      boolean present = i < places.size() && values.get(i).isPresent();
      boolean back = i > 0 && i < places.size() && places.get(i) <= places.get(i - 1);
      if (!present || back) {
        if (run.size() > 1) {
          runs.add(List.copyOf(run));
        }
        run.clear();
      }
      if (present) {
        run.add(new Mark.Point(places.get(i), values.get(i).getAsDouble()));
      }
    }
    return runs;
  }
}
