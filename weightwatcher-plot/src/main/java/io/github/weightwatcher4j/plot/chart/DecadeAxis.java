package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis labelled at powers of ten, and between them where it is short. */
final class DecadeAxis extends LogAxis {

  private static final long serialVersionUID = 1;

  /** Labels that fit an axis. */
  private static final int MOST_LABELS = 8;

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    double decades = Math.log10(high / low);
    return decades < 0.8 ? differences(low, high, anchor) : powers(low, high, decades, anchor);
  }

  /** The label as far as there is room for it along the data. */
  @Override
  protected AxisState drawLabel(
      String label,
      Graphics2D graphics,
      Rectangle2D page,
      Rectangle2D data,
      RectangleEdge edge,
      AxisState state) {
    double room = RectangleEdge.isTopOrBottom(edge) ? data.getWidth() : data.getHeight();
    String fitted = Fonts.fitted(label, getLabelFont(), room);
    return super.drawLabel(fitted, graphics, page, data, edge, state);
  }

  /** Round numbers at equal differences, for less than a power of ten. */
  private static List<NumberTick> differences(double low, double high, TextAnchor anchor) {
    List<NumberTick> ticks = new ArrayList<>();
    double step = RoundNumber.atLeast((high - low) / 5);
    for (double i = Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(tick(i * step, NumberText.ofTick(i * step), anchor));
    }
    return ticks;
  }

  /** Powers of ten, every few where there are many; 2 and 5 between them where there are few. */
  private static List<NumberTick> powers(
      double low, double high, double decades, TextAnchor anchor) {
    List<NumberTick> ticks = new ArrayList<>();
    int every = (int) Math.ceil(decades / MOST_LABELS);
    boolean raised = decades >= 2 && (low < 0.001 || high >= 100_000); // one style along an axis
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (int digit = 1; digit <= (every == 1 ? 9 : 1); digit++) {
        double value = digit * Math.pow(10, power);
        boolean few = decades < 2 && (digit == 2 || digit == 5);
        boolean labelled = few || (digit == 1 && power % every == 0);
        if (value >= low && value <= high) {
          String label = raised ? NumberText.powerOfTen(power) : NumberText.ofTick(value);
          ticks.add(tick(value, labelled ? label : "", anchor));
        }
      }
    }
    return ticks;
  }

  private static NumberTick tick(double value, String label, TextAnchor anchor) {
    TickType type = label.isEmpty() ? TickType.MINOR : TickType.MAJOR;
    return new NumberTick(type, value, label, anchor, TextAnchor.CENTER, 0);
  }
}
