package io.github.weightwatcher4j.report.internal;

import io.github.weightwatcher4j.model.internal.ShortName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows of text in aligned columns: numbers to the right, words to the left. A row may end early, in
 * words that no column is widened for. Names longer than {@link ShortName#LONGEST} are shortened.
 * Immutable.
 */
public final class TextTable {

  private static final String GAP = "  ";
  private static final Pattern EXPONENT = Pattern.compile("e[-+]?[0-9]+");

  private final Optional<TextTable> above;
  private final List<String> last;

  private TextTable(Optional<TextTable> above, List<String> last) {
    this.above = above;
    this.last = last;
  }

  /** A table of a header alone. */
  public static TextTable of(String... header) {
    return of(List.of(header));
  }

  /** A table of a header alone. */
  public static TextTable of(List<String> header) {
    return new TextTable(Optional.empty(), List.copyOf(header));
  }

  /** The table with one row more. */
  public TextTable with(String... cells) {
    return with(List.of(cells));
  }

  /** The table with one row more, of as many cells as the header or fewer. */
  public TextTable with(List<String> cells) {
    return new TextTable(Optional.of(this), List.copyOf(cells));
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Optional<TextTable> table = Optional.of(this);
        table.isPresent();
        table = table.get().above) {
      rows.add(table.get().last);
    }
    Collections.reverse(rows);
    return rows;
  }

  /** The rows, each on a line of its own that ends with LF. */
  @Override
  public String toString() {
    List<List<String>> rows = shortened(rows());
    int columns = rows.get(0).size();
    List<List<String>> full = rows.stream().filter(row -> row.size() == columns).toList();
    List<Integer> widths = new ArrayList<>();
    List<Boolean> left = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths.add(full.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
      left.add(full.stream().skip(1).anyMatch(row -> !isNumber(row.get(at))));
    }
    return rows.stream()
        .map(row -> line(row, widths, left))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Long names in the cells of a column lose their middle; the words that end a row do not. */
  private static List<List<String>> shortened(List<List<String>> rows) {
    int columns = rows.get(0).size();
    List<List<String>> result = rows.stream().<List<String>>map(ArrayList::new).toList();
    for (int column = 0; column < columns; column++) {
      int at = column;
      List<List<String>> those =
          result.stream().filter(row -> row.size() == columns || row.size() > at + 1).toList();
      List<String> cells = ShortName.distinct(those.stream().map(row -> row.get(at)).toList());
      for (int row = 0; row < those.size(); row++) {
        those.get(row).set(at, cells.get(row));
      }
    }
    return result;
  }

  private static boolean isNumber(String cell) {
    int end = 0;
    while (end < cell.length() && "-+.,0123456789".indexOf(cell.charAt(end)) >= 0) {
      end++;
    }
    return end == cell.length() || EXPONENT.matcher(cell.substring(end)).matches();
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
