package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of layers as CSV (RFC 4180, UTF-8, lines end with LF): a header, a line for each row;
 * numbers with all their digits, a missing value empty. Columns of optional stages are there where
 * any layer has a value.
 */
public final class AnalysisCsv {

  private AnalysisCsv() {}

  /** The table as text. */
  public static String of(Analysis analysis) {
    List<Column> columns = Column.of(analysis.details());
    String header = columns.stream().map(Column::key).collect(Collectors.joining(","));
    return analysis.details().stream()
        .map(row -> line(columns, row))
        .collect(
            Collectors.joining("\n", header + "\n", analysis.details().size() > 0 ? "\n" : ""));
  }

  /** Writes the table to a file, replacing it. */
  public static void write(Analysis analysis, Path file) throws IOException {
    Files.writeString(file, of(analysis));
  }

  private static String line(List<Column> columns, LayerReport row) {
    return columns.stream()
        .map(column -> quoted(column.cell().apply(row).map(String::valueOf).orElse("")))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
