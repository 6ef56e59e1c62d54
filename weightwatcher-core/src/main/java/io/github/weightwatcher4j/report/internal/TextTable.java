package io.github.weightwatcher4j.report.internal;

import io.github.weightwatcher4j.model.internal.ShortName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text in aligned columns: numbers to the right, words to the left. A row may end early, in
 * words that no column is widened for. Names longer than {@link ShortName#LONGEST} are shortened.
 * Immutable.
 */
public final class TextTable {

  private static final String GAP = "  ";

  /** Fewest characters of a name in a table that is too wide. */
  private static final int SHORTEST = 16;

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

  /** As {@link #fit}, in a terminal of 80 columns. */
  @Override
  public String toString() {
    return fit(Paragraph.WIDTH);
  }

  /** Characters of the widest full row, all names whole. */
  public int width() {
    List<List<String>> rows = shortened(rows());
    return Layout.of(rows).width();
  }

  /**
   * The rows, each on a line of its own that ends with LF. Where they are wider than the terminal,
   * names in the first column of words are shortened; where that does not do, the columns that have
   * no room stand in further tables below, behind that column and those before it.
   *
   * @param columns of the terminal
   */
  public String fit(int columns) {
    List<List<String>> rows = shortened(rows());
    Layout natural = Layout.of(rows);
    if (natural.width() <= columns) {
      return text(rows, natural, natural.all(), columns);
    }
    int names = natural.key() - 1;
    if (natural.left().get(names)) {
      int others = natural.width() - natural.widths().get(names);
      int room = columns - others;
      shorten(rows, names, room >= SHORTEST ? room : Math.max(SHORTEST, columns / 3));
    }
    Layout layout = Layout.of(rows);
    return layout.parts(columns).stream()
        .map(part -> text(rows, layout, part, columns))
        .collect(Collectors.joining("\n"));
  }

  private static void shorten(List<List<String>> rows, int column, int length) {
    List<List<String>> those = rows.stream().filter(row -> row.size() > column + 1).toList();
    List<String> cells =
        ShortName.fitting(those.stream().map(row -> row.get(column)).toList(), length);
    for (int row = 0; row < those.size(); row++) {
      those.get(row).set(column, cells.get(row));
    }
  }

  /** How wide columns are, and which of them begin at the left. */
  private record Layout(List<Integer> widths, List<Boolean> left) {

    static Layout of(List<List<String>> rows) {
      int columns = rows.get(0).size();
      List<List<String>> full = rows.stream().filter(row -> row.size() == columns).toList();
      List<Integer> widths = new ArrayList<>();
      List<Boolean> left = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        int at = column;
        widths.add(full.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        left.add(full.stream().skip(1).anyMatch(row -> !isNumber(row.get(at))));
      }
      return new Layout(widths, left);
    }

    List<Integer> all() {
      return IntStream.range(0, widths.size()).boxed().toList();
    }

    int width() {
      return width(all());
    }

    private int width(List<Integer> columns) {
      return columns.stream().mapToInt(widths::get).sum() + GAP.length() * (columns.size() - 1);
    }

    /** The columns that tell what a row is of: up to the first that has words. */
    int key() {
      return Math.max(0, left.indexOf(true)) + 1;
    }

    /** The columns of each table below the other. */
    List<List<Integer>> parts(int room) {
      List<List<Integer>> parts = new ArrayList<>();
      List<Integer> key = all().subList(0, key());
      List<Integer> part = new ArrayList<>(key);
      for (int column : all().subList(key(), widths.size())) {
        part.add(column);
        if (width(part) > room && part.size() > key.size() + 1) {
          part.remove(part.size() - 1);
          parts.add(part);
          part = new ArrayList<>(key);
          part.add(column);
        }
      }
      parts.add(part);
      return parts;
    }
  }

  private static String text(
      List<List<String>> rows, Layout layout, List<Integer> part, int columns) {
    boolean first = part.size() < 2 || part.equals(layout.all().subList(0, part.size()));
    int from = part.get(Math.min(layout.key(), part.size() - 1));
    return rows.stream()
        .filter(row -> first || row.size() > from)
        .map(row -> line(row, layout, part, columns))
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

  private static String line(List<String> row, Layout layout, List<Integer> part, int columns) {
    StringBuilder line = new StringBuilder();
    for (int column : part.stream().filter(column -> column < row.size()).toList()) {
      String cell = row.get(column);
      boolean ending = row.size() < layout.widths().size() && column == row.size() - 1;
      line.append(column == part.get(0) ? "" : GAP);
      if (ending) {
        return line + Paragraph.hanging(cell, line.length(), columns);
      }
      String padding = " ".repeat(Math.max(0, layout.widths().get(column) - cell.length()));
      line.append(layout.left().get(column) ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }
}
