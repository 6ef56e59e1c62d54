package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.plot.chart.Plot;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Numbers over two knobs, as cells that are the darker the larger the number, which stands in them.
 *
 * @param title what is drawn
 * @param description what it shows, for those who do not see it
 * @param x the knob from left to right
 * @param columns its values
 * @param y the knob from top to bottom
 * @param rows its values
 * @param panels maps side by side
 */
record HeatMap(
    String title,
    String description,
    String x,
    List<String> columns,
    String y,
    List<String> rows,
    List<Panel> panels)
    implements Plot {

  static final int CELL_WIDTH = 52;
  static final int CELL_HEIGHT = 34;
  static final int LEFT = 88;
  static final int TOP = 74;
  private static final int BOTTOM = 62;
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /**
   * A map.
   *
   * @param name what its numbers are
   * @param digits behind the point
   * @param cells rows from top to bottom, each with a number for each column
   */
  record Panel(String name, int digits, List<List<Double>> cells) {

    private double least() {
      return cells.stream().flatMap(List::stream).mapToDouble(cell -> cell).min().orElseThrow();
    }

    private double largest() {
      return cells.stream().flatMap(List::stream).mapToDouble(cell -> cell).max().orElseThrow();
    }
  }

  private int panelWidth() {
    return LEFT + CELL_WIDTH * columns.size() + 16;
  }

  @Override
  public int width() {
    return panelWidth() * panels.size();
  }

  @Override
  public int height() {
    return TOP + CELL_HEIGHT * rows.size() + BOTTOM;
  }

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(area.getX(), area.getY());
    graphics.scale(area.getWidth() / width(), area.getHeight() / height());
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height());
    graphics.setColor(Color.BLACK);
    graphics.setFont(BOLD);
    graphics.drawString(title, 14, 26);
    graphics.setFont(PLAIN);
    for (int i = 0; i < panels.size(); i++) {
      draw(graphics, panels.get(i), i * panelWidth() + LEFT);
    }
    graphics.setTransform(before);
  }

  private void draw(Graphics2D graphics, Panel panel, int left) {
    int across = CELL_WIDTH * columns.size();
    int down = CELL_HEIGHT * rows.size();
    centred(graphics, panel.name(), left, across, TOP - 12);
    for (int row = 0; row < rows.size(); row++) {
      int top = TOP + row * CELL_HEIGHT;
      graphics.setColor(Color.BLACK);
      int width = graphics.getFontMetrics().stringWidth(rows.get(row));
      graphics.drawString(rows.get(row), left - 8 - width, top + CELL_HEIGHT / 2 + 5);
      for (int column = 0; column < columns.size(); column++) {
        cell(graphics, panel, row, column, left);
      }
    }
    graphics.setColor(Color.BLACK);
    for (int column = 0; column < columns.size(); column++) {
      int from = left + column * CELL_WIDTH;
      centred(graphics, columns.get(column), from, CELL_WIDTH, TOP + down + 18);
    }
    centred(graphics, x, left, across, TOP + down + 42);
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, left - 60, TOP + down);
    centred(graphics, y, left - 60, down, TOP + down);
    graphics.setTransform(before);
  }

  private static void cell(Graphics2D graphics, Panel panel, int row, int column, int left) {
    double value = panel.cells().get(row).get(column);
    double range = panel.largest() - panel.least();
    float share = range > 0 ? (float) ((value - panel.least()) / range) : 0;
    Color ground = new Color(1 - 0.85f * share, 1 - 0.75f * share, 1 - 0.5f * share);
    int x = left + column * CELL_WIDTH;
    int y = TOP + row * CELL_HEIGHT;
    graphics.setColor(ground);
    graphics.fillRect(x, y, CELL_WIDTH - 1, CELL_HEIGHT - 1);
    graphics.setColor(share > 0.5 ? Color.WHITE : Color.BLACK);
    String text = String.format(Locale.ROOT, "%." + panel.digits() + "f", value);
    centred(graphics, text, x, CELL_WIDTH, y + CELL_HEIGHT / 2 + 5);
  }

  private static void centred(Graphics2D graphics, String text, int left, int width, int base) {
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(text, left + (width - metrics.stringWidth(text)) / 2, base);
  }
}
