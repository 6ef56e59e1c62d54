package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.LayerGroups.Placed;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One quantity of the layers against another, with bubbles whose areas are a third one. */
public final class BubblePlot {

  /** Diameter of the largest bubble of a few, as a multiple of a dot's. */
  static final double LARGEST = 4;

  /** Least diameter: what would be smaller would not be seen. */
  static final double SMALLEST = 0.7;

  private record Bubble(String group, int number, Ink ink, Glyph glyph, double area, Dot dot) {}

  private BubblePlot() {}

  /**
   * The plot of the layers that have all three.
   *
   * @param x horizontal; on a logarithmic axis where it is positive and spans a factor of 10
   * @param y vertical
   * @param size area of a bubble, not negative; tiny ones are drawn a little larger
   */
  public static XyPlot of(
      Analysis analysis, Quantity x, Quantity y, Quantity size, Grouping grouping) {
    return plot(
        analysis.model() + ": " + y.name() + " against " + x.name(),
        horizontal(analysis, x),
        Axis.linear(y.axis()),
        size.name(),
        bubbles(analysis, placed -> x.of(placed.row()), y, size, grouping));
  }

  /** The same against the layers from input to output, as where many layers share their x. */
  public static XyPlot byLayer(Analysis analysis, Quantity y, Quantity size, Grouping grouping) {
    return plot(
        analysis.model() + ": " + y.name() + " and " + size.name() + " by layer",
        LayerAxis.of(analysis),
        Axis.linear(y.axis()),
        size.name(),
        bubbles(analysis, placed -> OptionalDouble.of(placed.place()), y, size, grouping));
  }

  private static XyPlot plot(String title, Axis x, Axis y, String size, List<Bubble> bubbles) {
    String words =
        bubbles.stream()
            .max(Comparator.comparingDouble(Bubble::area))
            .map(
                most -> ", the largest " + NumberText.of(most.area()) + " of " + most.dot().label())
            .orElse("");
    String areas = "areas: " + size + words;
    XyPlot.Builder plot = XyPlot.titled(title).axes(x, y).note(areas);
    marks(bubbles).forEach(plot::add);
    return plot.describedAs(title + ", " + bubbles.size() + " bubbles; " + areas + ".");
  }

  private static List<Bubble> bubbles(
      Analysis analysis,
      Function<Placed, OptionalDouble> x,
      Quantity y,
      Quantity size,
      Grouping grouping) {
    double most = Math.max(size.of(analysis).max().orElse(1), Double.MIN_NORMAL);
    double scale = LayerAxis.dotSize(analysis.details().size());
    List<Bubble> bubbles = new ArrayList<>();
    int number = 0;
    for (var group : LayerGroups.of(analysis, grouping).entrySet()) {
      for (Placed placed : group.getValue()) {
        LayerReport row = placed.row();
        OptionalDouble place = x.apply(placed);
        OptionalDouble height = y.of(row);
        OptionalDouble area = size.of(row);
        if (place.isPresent() && height.isPresent() && area.isPresent()) {
          Dot dot = Dot.of(place.getAsDouble(), height.getAsDouble(), row.name());
          Dot sized = dot.sized(diameter(area.getAsDouble() / most) * scale);
          bubbles.add(
              new Bubble(
                  group.getKey(),
                  number,
                  grouping.ink(row, number),
                  grouping.glyph(row, number),
                  area.getAsDouble(),
                  sized));
        }
      }
      number++;
    }
    return bubbles;
  }

  private static double diameter(double share) {
    return Math.max(SMALLEST, LARGEST * Math.sqrt(share));
  }

  private static Axis horizontal(Analysis analysis, Quantity x) {
    double low = x.of(analysis).min().orElse(0);
    boolean wide = low > 0 && x.of(analysis).max().orElse(0) >= 10 * low;
    return wide ? Axis.log(x.axis()) : Axis.linear(x.axis());
  }

  /** Small bubbles over large ones; the legend, which needs no bubbles, in the groups' order. */
  private static List<Mark> marks(List<Bubble> bubbles) {
    List<Bubble> sorted = new ArrayList<>(bubbles);
    sorted.sort(Comparator.comparingDouble(bubble -> -bubble.dot().size()));
    List<Mark> marks = new ArrayList<>();
    Map<String, Bubble> groups = new LinkedHashMap<>();
    bubbles.forEach(bubble -> groups.putIfAbsent(bubble.group(), bubble));
    groups.forEach(
        (name, any) -> marks.add(new Mark.Dots(name, any.ink(), any.glyph(), List.of())));
    for (int i = 0, end; i < sorted.size(); i = end) {
      Bubble first = sorted.get(i);
      List<Dot> same = new ArrayList<>();
      for (end = i; end < sorted.size() && sorted.get(end).number() == first.number(); end++) {
        same.add(sorted.get(end).dot());
      }
      marks.add(new Mark.Dots("", first.ink(), first.glyph(), same));
    }
    return marks;
  }
}
