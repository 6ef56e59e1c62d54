package io.github.weightwatcher4j.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of text in aligned columns: numbers to the right, words to the left. A row may end early, in
 * words that no column is widened for. Immutable.
 */
public final class TextTable {

  private static final String GAP = "  ";
  private static final String NUMBER = "[-+.,0-9]*(e[-+]?[0-9]+)?";

  private final List<List<String>> rows;

  private TextTable(List<List<String>> rows) {
    this.rows = rows;
  }

  /** A table of a header alone. */
  public static TextTable of(String... header) {
    return of(List.of(header));
  }

  /** A table of a header alone. */
  public static TextTable of(List<String> header) {
    return new TextTable(List.of(header));
  }

  /** The table with one row more. */
  public TextTable with(String... cells) {
    return with(List.of(cells));
  }

  /** The table with one row more, of as many cells as the header or fewer. */
  public TextTable with(List<String> cells) {
    List<List<String>> more = new ArrayList<>(rows);
    more.add(cells);
    return new TextTable(more);
  }

  /** The rows, each on a line of its own that ends with LF. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    List<List<String>> full = rows.stream().filter(row -> row.size() == columns).toList();
    List<Integer> widths = new ArrayList<>();
    List<Boolean> left = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths.add(full.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
      left.add(full.stream().skip(1).anyMatch(row -> !row.get(at).matches(NUMBER)));
    }
    return rows.stream()
        .map(row -> line(row, widths, left))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> row, List<Integer> widths, List<Boolean> left) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      boolean ending = row.size() < widths.size() && column == row.size() - 1;
      String padding = ending ? "" : " ".repeat(Math.max(0, widths.get(column) - cell.length()));
      line.append(column == 0 ? "" : GAP)
          .append(left.get(column) ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }
}
