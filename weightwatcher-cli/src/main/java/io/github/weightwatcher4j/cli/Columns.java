package io.github.weightwatcher4j.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text, their columns aligned: numbers to the right, words to the left. A row may end
 * early, in words.
 */
final class Columns {

  private final List<List<String>> rows = new ArrayList<>();

  Columns row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, without line ends. */
  List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < Math.min(columns, row.size()); column++) {
        boolean tail = row.size() < columns && column == row.size() - 1;
        String cell = row.get(column);
        line.append(column == 0 ? "" : "  ").append(tail ? cell : padded(cell, column));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private String padded(String cell, int column) {
    int width = column(column).stream().mapToInt(String::length).max().orElse(0);
    String padding = " ".repeat(Math.max(0, width - cell.length()));
    boolean words = column(column).stream().skip(1).anyMatch(c -> !c.matches("[-+.,0-9]*"));
    return words ? cell + padding : padding + cell;
  }

  private List<String> column(int column) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    return rows.stream().filter(row -> row.size() == columns).map(r -> r.get(column)).toList();
  }
}
