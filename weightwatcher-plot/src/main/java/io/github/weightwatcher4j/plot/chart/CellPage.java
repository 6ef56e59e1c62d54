package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.model.internal.ShortName;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** A map of cells on a page of some size: texts around the tables, and the legend below. */
final class CellPage {

  private static final double EDGE = 12;
  private static final double TITLE = 34;
  private static final double LINE = 17;
  private static final double TICKS = 22;

  /** Names of rows take no more of a panel than this share. */
  private static final double SHARE = 0.34;

  private static final int LONGEST = 36;
  private static final double BOX = 20;
  private static final double GAP = 16;

  private final CellMap map;
  private final double width;
  private final double height;
  private final List<String> rows;
  private final double left;

  CellPage(CellMap map, double width, double height) {
    this.map = map;
    this.width = width;
    this.height = height;
    this.rows = fitted(map.rows(), SHARE * across());
    this.left = EDGE + LINE + widest(rows) + 6;
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

  private double across() {
    return width / map.panels().size();
  }

  private double top() {
    boolean named = map.panels().stream().anyMatch(panel -> !panel.name().isEmpty());
    return TITLE + LINE * map.notes().size() + (named ? LINE : 0) + 4;
  }

  private double bottom() {
    int lines = map.panels().stream().mapToInt(panel -> lines(panel).size()).max().orElse(0);
    return TICKS + LINE + 6 + lines * (LINE + 4) + EDGE / 2;
  }

  /** Height of all that is not cells. */
  double frame() {
    return top() + bottom();
  }

  void draw(Graphics2D graphics) {
    graphics.addRenderingHints(Fonts.HINTS);
    graphics.setPaint(Ink.PAPER.color());
    Path2D page = new Path2D.Double();
    CellGrid.box(page, 0, 0, width, height);
    graphics.fill(page);
    graphics.setPaint(Ink.TEXT.color());
    text(graphics, map.title(), Fonts.TITLE, EDGE, 23, width - 2 * EDGE);
    double base = TITLE + 13;
    for (String note : map.notes()) {
      text(graphics, note, Fonts.NOTE, EDGE, base, width - 2 * EDGE);
      base += LINE;
    }
    for (int i = 0; i < map.panels().size(); i++) {
      AffineTransform before = graphics.getTransform();
      graphics.translate(i * across(), 0);
      draw(graphics, map.panels().get(i));
      graphics.setTransform(before);
    }
  }

  private void draw(Graphics2D graphics, CellMap.Panel panel) {
    double room = across() - left - EDGE;
    double down = height - frame();
    CellGrid grid = new CellGrid(panel.cells(), left, top(), room, down);
    grid.draw(graphics);
    graphics.setPaint(Ink.TEXT.color());
    text(graphics, panel.name(), Fonts.LABEL, left, top() - 6, room);
    List<Integer> lines = CellTicks.rows(rows.size(), down);
    for (int row : lines) {
      double end = left - 6 - Fonts.width(rows.get(row), Fonts.TICK);
      text(graphics, rows.get(row), Fonts.TICK, end, grid.middle(row) + 4.5, left);
    }
    double under = top() + down;
    for (int column : CellTicks.columns(map.columns(), room)) {
      String name = map.columns().get(column);
      double half = Fonts.width(name, Fonts.TICK) / 2;
      double middle = Math.max(left + half - 6, grid.centre(column));
      middle = Math.min(middle, across() - 2 - half);
      text(graphics, name, Fonts.TICK, middle - half, under + 15, 2 * half + 1);
      tick(graphics, grid.centre(column), under);
    }
    String axis = Fonts.fitted(map.x(), Fonts.LABEL, room);
    double start = left + (room - Fonts.width(axis, Fonts.LABEL)) / 2;
    text(graphics, axis, Fonts.LABEL, start, under + TICKS + 14, room);
    upright(graphics, down);
    legend(graphics, panel, under + TICKS + LINE + 6);
  }

  private static void tick(Graphics2D graphics, double x, double y) {
    Path2D line = new Path2D.Double();
    line.moveTo(x, y);
    line.lineTo(x, y + 3);
    graphics.setStroke(new BasicStroke(0.8f));
    graphics.draw(line);
  }

  private void upright(Graphics2D graphics, double down) {
    String name = Fonts.fitted(map.y(), Fonts.LABEL, down);
    AffineTransform before = graphics.getTransform();
    double middle = top() + (down + Fonts.width(name, Fonts.LABEL)) / 2;
    graphics.translate(EDGE + LINE - 5, middle);
    graphics.rotate(-Math.PI / 2);
    graphics.setFont(Fonts.LABEL);
    graphics.drawString(name, 0, 0);
    graphics.setTransform(before);
  }

  /** The entries of a legend, line by line. */
  private List<List<CellMap.Key>> lines(CellMap.Panel panel) {
    List<List<CellMap.Key>> lines = new ArrayList<>();
    double used = width;
    for (CellMap.Key key : panel.legend()) {
      double room = BOX + 5 + Fonts.width(key.name(), Fonts.NOTE) + GAP;
      if (used + room > across() - EDGE) {
        lines.add(new ArrayList<>());
        used = EDGE;
      }
      lines.get(lines.size() - 1).add(key);
      used += room;
    }
    return lines;
  }

  private void legend(Graphics2D graphics, CellMap.Panel panel, double from) {
    double y = from;
    for (List<CellMap.Key> line : lines(panel)) {
      double x = EDGE;
      for (CellMap.Key key : line) {
        CellGrid box = new CellGrid(List.of(List.of(key.cell())), x, y + 2, BOX, LINE - 2);
        box.draw(graphics);
        graphics.setPaint(Ink.TEXT.color());
        text(graphics, key.name(), Fonts.NOTE, x + BOX + 5, y + 14, across() - 2 * EDGE - BOX);
        x += BOX + 5 + Fonts.width(key.name(), Fonts.NOTE) + GAP;
      }
      y += LINE + 4;
    }
  }

  private static void text(
      Graphics2D graphics, String text, Font font, double x, double y, double room) {
    if (!text.isEmpty()) {
      graphics.setFont(font);
      graphics.drawString(Fonts.fitted(text, font, room), (float) x, (float) y);
    }
  }
}
