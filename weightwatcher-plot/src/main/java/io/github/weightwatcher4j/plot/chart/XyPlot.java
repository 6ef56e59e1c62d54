package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/**
 * Marks on two axes, with a title above, remarks under it and a legend below.
 *
 * @param title what is drawn
 * @param notes lines under the title
 * @param description what it shows, for those who do not see it
 * @param x horizontal axis
 * @param y vertical axis
 * @param marks what is drawn, from the bottom up
 */
public record XyPlot(
    String title, List<String> notes, String description, Axis x, Axis y, List<Mark> marks)
    implements Plot {

  private static final int ROOM_FOR_NAMES = 60;

  /** Letters shrink with a picture, but not below this share of their usual size. */
  private static final double SMALLEST = 0.8;

  /** Copies the lists. */
  public XyPlot {
    notes = List.copyOf(notes);
    marks = List.copyOf(marks);
  }

  /** Begins a plot. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /**
   * The first mark whose name begins so.
   *
   * @throws NoSuchElementException where there is none; the message lists the names
   */
  public Mark mark(String name) {
    return marks.stream()
        .filter(mark -> mark.name().startsWith(name))
        .findFirst()
        .orElseThrow(
            () -> {
              String known = marks.stream().map(Mark::name).collect(Collectors.joining(", "));
              return new NoSuchElementException("no mark '" + name + "'; there are: " + known);
            });
  }

  /** The same plot under another title. */
  public XyPlot retitled(String other) {
    return new XyPlot(other, notes, description, x, y, marks);
  }

  /** The same plot with other marks. */
  public XyPlot with(List<Mark> others) {
    return new XyPlot(title, notes, description, x, y, others);
  }

  /** The plot as a chart of its own, for changes that this library does not offer. */
  public JFreeChart chart() {
    return ChartOfMarks.of(this, width(), height());
  }

  /** Usual height; more under long names that stand upright. */
  @Override
  public int height() {
    int names = x.scale() == Axis.Scale.NAMES ? NameAxis.height(x.names(), WIDTH) : 0;
    return HEIGHT + Math.max(0, names - ROOM_FOR_NAMES);
  }

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    drawn(graphics, area);
  }

  /**
   * Where a plot has been drawn.
   *
   * @param plot data and axes with their labels
   * @param data the data alone
   */
  record Areas(Rectangle2D plot, Rectangle2D data) {}

  Areas drawn(Graphics2D graphics, Rectangle2D area) {
    return drawn(graphics, area, SMALLEST);
  }

  /** Draws the plot with its letters no smaller than a share of their usual size. */
  Areas drawn(Graphics2D graphics, Rectangle2D area, double smallest) {
    double share = Math.min(area.getWidth() / width(), area.getHeight() / height());
    double scale = Math.max(smallest, Math.min(1, share));
    Rectangle2D page =
        new Rectangle2D.Double(0, 0, area.getWidth() / scale, area.getHeight() / scale);
    AffineTransform place = AffineTransform.getTranslateInstance(area.getX(), area.getY());
    place.scale(scale, scale);
    AffineTransform before = graphics.getTransform();
    graphics.transform(place);
    ChartRenderingInfo info = new ChartRenderingInfo();
    Fonts.working(
        () -> {
          ChartOfMarks.of(this, page.getWidth(), page.getHeight()).draw(graphics, page, info);
          return info;
        });
    graphics.setTransform(before);
    return new Areas(
        place.createTransformedShape(info.getPlotInfo().getPlotArea()).getBounds2D(),
        place.createTransformedShape(info.getPlotInfo().getDataArea()).getBounds2D());
  }

  /** A plot in the making. */
  public static final class Builder {

    private final String title;
    private final List<String> notes = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private Axis x = Axis.linear("x");
    private Axis y = Axis.linear("y");

    private Builder(String title) {
      this.title = title;
    }

    /** The two axes. */
    public Builder axes(Axis horizontal, Axis vertical) {
      x = horizontal;
      y = vertical;
      return this;
    }

    /** Adds a line under the title. */
    public Builder note(String line) {
      notes.add(line);
      return this;
    }

    /** Adds a mark over those that are there. */
    public Builder add(Mark mark) {
      marks.add(mark);
      return this;
    }

    /** The plot, with what it shows in words. */
    public XyPlot describedAs(String description) {
      return new XyPlot(title, notes, description, x, y, marks);
    }
  }
}
