package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.check.Complaint;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of a table that something is wrong with, marked, and those around them. */
final class TableExcerpt {

  /** Rows that are shown before and after one that failed. */
  private static final int AROUND = 2;

  private static final String MARK = "  > ";
  private static final String NO_MARK = "    ";
  private static final String LEFT_OUT = "    ...\n";

  private TableExcerpt() {}

  /** The excerpt after a blank line; empty where no row fails. */
  static String of(LayerTable table, List<Complaint> complaints) {
    Set<String> names = complaints.stream().map(Complaint::layer).collect(Collectors.toSet());
    List<LayerReport> rows = table.rows();
    int[] failing =
        IntStream.range(0, rows.size()).filter(i -> names.contains(rows.get(i).name())).toArray();
    List<Integer> shown =
        IntStream.range(0, rows.size())
            .filter(i -> IntStream.of(failing).anyMatch(at -> Math.abs(at - i) <= AROUND))
            .boxed()
            .toList();
    return shown.isEmpty() ? "" : text(rows, shown, names);
  }

  private static String text(List<LayerReport> rows, List<Integer> shown, Set<String> names) {
    LayerTable table = new LayerTable(shown.stream().map(rows::get).toList());
    List<String> lines = table.toString().lines().toList();
    StringBuilder text = new StringBuilder("\n" + NO_MARK + lines.get(0) + "\n");
    int next = 0;
    for (int line = 0; line < shown.size(); line++) {
      int row = shown.get(line);
      text.append(row > next ? LEFT_OUT : "");
      text.append(names.contains(rows.get(row).name()) ? MARK : NO_MARK);
      text.append(lines.get(line + 1)).append('\n');
      next = row + 1;
    }
    return text.append(next < rows.size() ? LEFT_OUT : "").toString();
  }
}
