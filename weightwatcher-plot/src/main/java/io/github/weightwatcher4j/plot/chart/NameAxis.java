package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.model.internal.ShortName;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Names at 0, 1, 2, ...: upright where they are long, every few of them where there are many. */
final class NameAxis extends PlainAxis {

  private static final long serialVersionUID = 1;
  private static final int LONGEST = 22;
  private static final double LINE = 16;
  private static final double GAP = 8;

  /** Names take no more of a picture than this share. */
  private static final double SHARE = 0.36;

  /** Share of a picture's width that an axis has at least. */
  private static final double AXIS = 0.85;

  private final transient List<String> names;
  private final boolean upright;

  private NameAxis(List<String> names, boolean upright) {
    this.names = names;
    this.upright = upright;
    setVerticalTickLabels(upright);
  }

  /** Names under a plot, in a picture of some size. */
  static NameAxis below(List<String> names, double width, double height) {
    List<String> fitted = fitted(names, SHARE * height);
    return new NameAxis(fitted, !lie(fitted, width));
  }

  /** Names beside a plot, in a picture of some width. */
  static NameAxis beside(List<String> names, double width) {
    return new NameAxis(fitted(names, SHARE * width), false);
  }

  private static List<String> fitted(List<String> names, double room) {
    List<String> fitted = ShortName.of(names, LONGEST);
    for (int letters = LONGEST - 1; letters >= 3 && widest(fitted) > room; letters--) {
      fitted = ShortName.of(names, letters);
    }
    return fitted;
  }

  private static double widest(List<String> names) {
    return names.stream().mapToDouble(name -> Fonts.width(name, Fonts.TICK)).max().orElse(0);
  }

  private static boolean lie(List<String> names, double width) {
    return names.size() * (widest(names) + GAP) <= AXIS * width;
  }

  /** How much room names take under a plot of some width. */
  static int height(List<String> names, int width) {
    List<String> fitted = ShortName.of(names, LONGEST);
    return lie(fitted, width) ? (int) LINE : (int) widest(fitted);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    boolean below = RectangleEdge.isTopOrBottom(edge);
    int every = below && !upright ? 1 : every(below ? area.getWidth() : area.getHeight());
    TextAnchor anchor = below && !upright ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    double angle = upright ? -Math.PI / 2 : 0;
    List<NumberTick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i += every) {
      ticks.add(new NumberTick(i, names.get(i), anchor, anchor, angle));
    }
    return ticks;
  }

  private int every(double length) {
    return Math.max(1, (int) Math.ceil(names.size() / Math.max(1, length / LINE)));
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
