package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws cells: those of one colour as one shape, which keeps vector pictures small. */
final class CellGrid {

  /** Smaller cells have no line between them. */
  private static final double LARGE = 7;

  /** Distance of slanting lines, along either side; less in cells that are smaller. */
  private static final double HATCH = 6;

  private static final double FINEST = 2;
  private static final double MARGIN = 3;

  /** Letters on a cell; colours of no ink, so that they stay where a page turns dark. */
  private static final Color LIGHT_LETTERS = new Color(0xFEFEFE);

  private static final Color DARK_LETTERS = new Color(0x010101);

  private final List<List<Cell>> cells;
  private final double left;
  private final double top;
  private final double width;
  private final double height;

  CellGrid(List<List<Cell>> cells, double left, double top, double room, double down) {
    this.cells = cells;
    this.left = left;
    this.top = top;
    this.width = room / cells.get(0).size();
    this.height = down / cells.size();
  }

  double centre(int column) {
    return left + (column + 0.5) * width;
  }

  double middle(int row) {
    return top + (row + 0.5) * height;
  }

  void draw(Graphics2D graphics) {
    Map<Color, Path2D> grounds = new LinkedHashMap<>();
    Path2D missing = new Path2D.Double();
    for (int row = 0; row < cells.size(); row++) {
      collect(row, grounds, missing);
    }
    grounds.forEach(
        (color, path) -> {
          graphics.setPaint(color);
          graphics.fill(path);
        });
    graphics.setPaint(Ink.MARK.color());
    graphics.setStroke(new BasicStroke(0.6f));
    graphics.draw(missing);
    for (int row = 0; row < cells.size(); row++) {
      for (int column = 0; column < cells.get(row).size(); column++) {
        letters(graphics, row, column);
      }
    }
  }

  /** Neighbours of one colour become one box, where no lines part them. */
  private void collect(int row, Map<Color, Path2D> grounds, Path2D missing) {
    List<Cell> line = cells.get(row);
    boolean parted = isParted();
    int end;
    for (int from = 0; from < line.size(); from = end) {
      Cell cell = line.get(from);
      end = from + 1;
      while (!parted && end < line.size() && isSame(cell, line.get(end))) {
        end++;
      }
      if (cell.hatch() == Cell.Hatch.MISSING) {
        hatch(missing, edge(from), y(row), edge(end), y(row + 1));
      } else {
        Path2D path = grounds.computeIfAbsent(cell.ground(), color -> new Path2D.Double());
        double gap = parted ? 1 : 0;
        box(path, edge(from), y(row), edge(end) - gap, y(row + 1) - gap);
      }
    }
  }

  private boolean isParted() {
    return width >= LARGE && height >= LARGE;
  }

  private static boolean isSame(Cell cell, Cell other) {
    return cell.hatch() == other.hatch() && cell.ground().equals(other.ground());
  }

  /** Edges lie on whole pixels, so that neighbours share them. */
  private double edge(int column) {
    return Math.rint(left + column * width);
  }

  private double y(int row) {
    return Math.rint(top + row * height);
  }

  static void box(Path2D path, double x, double y, double right, double bottom) {
    path.moveTo(x, y);
    path.lineTo(right, y);
    path.lineTo(right, bottom);
    path.lineTo(x, bottom);
    path.closePath();
  }

  /** Slanting lines through a box and a line around it. */
  private void hatch(Path2D path, double x, double y, double right, double bottom) {
    double high = bottom - y;
    double step = Math.max(FINEST, Math.min(HATCH, Math.min(width, height)));
    double first = Math.ceil((x + y) / step) * step; // x + y is the same along a line
    for (double sum = first; sum <= right + bottom; sum += step) {
      double from = Math.max(x, sum - bottom);
      double to = Math.min(right, sum - y);
      if (to > from) {
        path.moveTo(from, sum - from);
        path.lineTo(to, sum - to);
      }
    }
    if (high >= LARGE) {
      box(path, x + 0.5, y + 0.5, right - 1.5, bottom - 1.5);
    }
  }

  static Color letters(Cell cell) {
    return cell.isDark() ? LIGHT_LETTERS : DARK_LETTERS;
  }

  private void letters(Graphics2D graphics, int row, int column) {
    Cell cell = cells.get(row).get(column);
    if (cell.hatch() == Cell.Hatch.MISSING) {
      return;
    }
    graphics.setPaint(letters(cell));
    Optional<String> text =
        height < 14 ? Optional.empty() : cell.texts().stream().filter(this::hasRoom).findFirst();
    if (text.isPresent()) {
      graphics.setFont(Fonts.TICK);
      double half = Fonts.width(text.get(), Fonts.TICK) / 2;
      graphics.drawString(text.get(), (float) (centre(column) - half), (float) (middle(row) + 4.5));
    } else if (cell.hatch() == Cell.Hatch.DOUBT) {
      Path2D line = new Path2D.Double();
      line.moveTo(edge(column), y(row + 1));
      line.lineTo(edge(column + 1), y(row));
      graphics.setStroke(new BasicStroke(0.6f));
      graphics.draw(line);
    }
  }

  private boolean hasRoom(String text) {
    return Fonts.width(text, Fonts.TICK) + 2 * MARGIN <= width;
  }
}
