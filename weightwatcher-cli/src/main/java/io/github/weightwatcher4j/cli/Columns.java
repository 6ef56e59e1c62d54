package io.github.weightwatcher4j.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, their columns aligned: numbers to the right, words to the left. */
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
        line.append(column == 0 ? "" : "  ").append(padded(row.get(column), column));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private String padded(String cell, int column) {
    int width = column(column).stream().mapToInt(String::length).max().orElse(0);
    String padding = " ".repeat(width - cell.length());
    boolean words = column(column).stream().skip(1).anyMatch(c -> !c.matches("[-+.,0-9]*"));
    return words ? cell + padding : padding + cell;
  }

  private List<String> column(int column) {
    return rows.stream().filter(row -> row.size() > column).map(row -> row.get(column)).toList();
  }
}
