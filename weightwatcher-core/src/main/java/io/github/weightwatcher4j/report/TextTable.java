package io.github.weightwatcher4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text in aligned columns: numbers to the right, words to the left. */
final class TextTable {

  private static final String GAP = "  ";
  private static final String NUMBER = "[-+.,0-9]*(e[-+]?[0-9]+)?";

  private final List<List<String>> rows;

  private TextTable(List<List<String>> rows) {
    this.rows = rows;
  }

  static TextTable of(String... header) {
    return new TextTable(List.of(List.of(header)));
  }

  TextTable with(String... cells) {
    List<List<String>> more = new ArrayList<>(rows);
    more.add(List.of(cells));
    return new TextTable(more);
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    List<Integer> widths = new ArrayList<>();
    List<Boolean> left = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
      left.add(rows.stream().skip(1).anyMatch(row -> !row.get(at).matches(NUMBER)));
    }
    return rows.stream()
        .map(row -> line(row, widths, left))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> row, List<Integer> widths, List<Boolean> left) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String padding = " ".repeat(widths.get(column) - row.get(column).length());
      line.append(column == 0 ? "" : GAP)
          .append(left.get(column) ? row.get(column) + padding : padding + row.get(column));
    }
    return line.toString().stripTrailing();
  }
}
