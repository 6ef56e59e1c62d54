package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Several plots side by side and one under another, as small multiples.
 *
 * @param title what they have in common
 * @param description what they show, for those who do not see them
 * @param columns plots in a row, at least 1
 * @param panels the plots, row by row, at least one
 * @param legend marks that are explained once for all plots; none where each has its own legend
 */
public record PlotGrid(
    String title, String description, int columns, List<XyPlot> panels, List<Mark> legend)
    implements Plot {

  private static final int TITLE_HEIGHT = 34;
  private static final int LEGEND_HEIGHT = 28;

  /** Checks that there is something to draw, and copies the list. */
  public PlotGrid {
    panels = List.copyOf(panels);
    legend = List.copyOf(legend);
    if (columns < 1 || panels.isEmpty()) {
      throw new IllegalArgumentException(
          "a grid has at least one column and one plot, but %s columns and %s plots were given"
              .formatted(columns, panels.size()));
    }
  }

  /** Plots that have legends of their own. */
  public PlotGrid(String title, String description, int columns, List<XyPlot> panels) {
    this(title, description, columns, panels, List.of());
  }

  private int legendHeight() {
    return legend.isEmpty() ? 0 : LEGEND_HEIGHT;
  }

  private int rows() {
    return (panels.size() + columns - 1) / columns;
  }

  @Override
  public int width() {
    return Math.min(WIDTH * columns, Math.max(WIDTH, 400 * columns));
  }

  @Override
  public int height() {
    return TITLE_HEIGHT + legendHeight() + rows() * Math.min(HEIGHT, width() / columns * 3 / 4);
  }

  /** Draws the plots; where there is less room than usual, all of it is smaller. */
  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    double share = Math.min(area.getWidth() / width(), area.getHeight() / height());
    double scale = Math.min(1, share);
    AffineTransform before = graphics.getTransform();
    graphics.translate(area.getX(), area.getY());
    graphics.scale(scale, scale);
    drawPage(graphics, area.getWidth() / scale, area.getHeight() / scale);
    graphics.setTransform(before);
  }

  private void drawPage(Graphics2D graphics, double width, double height) {
    graphics.setPaint(Ink.PAPER.color());
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    graphics.addRenderingHints(Fonts.HINTS);
    graphics.setPaint(Ink.TEXT.color());
    graphics.setFont(Fonts.TITLE);
    graphics.drawString(Fonts.fitted(title, Fonts.TITLE, width - 24), 12, 23);
    double across = width / columns;
    double down = (height - TITLE_HEIGHT - legendHeight()) / rows();
    for (int i = 0; i < panels.size(); i++) {
      double left = i % columns * across;
      double top = TITLE_HEIGHT + Math.floorDiv(i, columns) * down;
      Rectangle2D place = new Rectangle2D.Double(left, top, across, down);
      if (legend.isEmpty()) {
        panels.get(i).draw(graphics, place);
      } else {
        panels.get(i).drawn(graphics, place, 1); // without legends there is room for full letters
      }
    }
    if (!legend.isEmpty()) {
      double top = height - LEGEND_HEIGHT;
      ChartOfMarks.drawLegend(
          legend, graphics, new Rectangle2D.Double(0, top, width, LEGEND_HEIGHT));
    }
  }
}
