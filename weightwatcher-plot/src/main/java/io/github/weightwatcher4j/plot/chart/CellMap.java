package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A table as a picture: a field for each pair of a row and a column, in shades or in the colours of
 * a few kinds. Rows go from top to bottom, columns from left to right.
 *
 * @param title what is drawn
 * @param notes lines under the title
 * @param description what it shows, for those who do not see it
 * @param x what columns are
 * @param columns their names, at least one
 * @param y what rows are
 * @param rows their names, at least one
 * @param panels tables side by side with these rows and columns, at least one
 */
public record CellMap(
    String title,
    List<String> notes,
    String description,
    String x,
    List<String> columns,
    String y,
    List<String> rows,
    List<Panel> panels)
    implements Plot {

  /** A row of few is no higher. */
  private static final double HIGHEST = 34;

  /** A row of many is no lower, so that it is seen. */
  private static final double LOWEST = 2;

  /** Rows share so much where neither bound matters. */
  private static final double SHARED = 340;

  private static final int NARROW = 440;

  /** Copies the lists, and checks that each panel has a field for each row and column. */
  public CellMap {
    notes = List.copyOf(notes);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    panels = List.copyOf(panels);
    if (columns.isEmpty() || rows.isEmpty() || panels.isEmpty()) {
      throw new IllegalArgumentException(
          "a map has at least one column, row and panel, but %s columns, %s rows and %s were given"
              .formatted(columns.size(), rows.size(), panels.size() + " panels"));
    }
    for (Panel panel : panels) {
      int across = columns.size();
      if (panel.cells().size() != rows.size()
          || panel.cells().stream().anyMatch(row -> row.size() != across)) {
        throw new IllegalArgumentException(
            "panel '%s' must have %s rows of %s cells"
                .formatted(panel.name(), rows.size(), columns.size()));
      }
    }
  }

  /**
   * One of the tables.
   *
   * @param name over it; empty for nothing
   * @param cells rows from top to bottom, each with a field for each column
   * @param legend what fields stand for, in the order in which they are explained
   */
  public record Panel(String name, List<List<Cell>> cells, List<Key> legend) {

    /** Copies the lists. */
    public Panel {
      cells = cells.stream().map(List::copyOf).toList();
      legend = List.copyOf(legend);
    }
  }

  /**
   * An entry of a legend.
   *
   * @param cell a field
   * @param name what it stands for
   */
  public record Key(Cell cell, String name) {}

  @Override
  public int width() {
    return Math.max(WIDTH, NARROW * panels.size());
  }

  @Override
  public int height() {
    double row = Math.max(LOWEST, Math.min(HIGHEST, SHARED / rows.size()));
    return (int) Math.ceil(new CellPage(this, width(), HEIGHT).frame() + row * rows.size());
  }

  /** Draws the map; where there is less room than usual, all of it is smaller. */
  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    double share = Math.min(area.getWidth() / width(), area.getHeight() / height());
    double scale = Math.min(1, share);
    AffineTransform before = graphics.getTransform();
    graphics.translate(area.getX(), area.getY());
    graphics.scale(scale, scale);
    Fonts.working(
        () -> {
          new CellPage(this, area.getWidth() / scale, area.getHeight() / scale).draw(graphics);
          return title;
        });
    graphics.setTransform(before);
  }
}
