package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.Column;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of layers as CSV (RFC 4180, UTF-8, lines end with LF): a header, a line for each row;
 * numbers with all their digits, a missing value empty. Columns of optional stages are there where
 * any layer has a value. Names are as shown, {@link CsvCells#DEFUSED} unless asked for otherwise;
 * {@link AnalysisJson} has them as the model does.
 */
public final class AnalysisCsv {

  private AnalysisCsv() {}

  /** The table of an analysis as text. */
  public static String of(Analysis analysis) {
    return of(analysis.details());
  }

  /** A table as text. */
  public static String of(LayerTable table) {
    return of(table, CsvCells.DEFUSED);
  }

  /** A table as text, with cells of text as said. */
  public static String of(LayerTable table, CsvCells cells) {
    List<Column> columns = Column.of(table);
    return table.stream()
        .map(row -> cells(columns, row, cells) + "\n")
        .collect(Collectors.joining("", header(columns) + "\n", ""));
  }

  /**
   * The tables of several models in one: the columns that any of them has, and in front the model
   * in quotes.
   *
   * @param analyses by what to call the model, in the order of the lines
   */
  public static String of(Map<String, Analysis> analyses) {
    return of(analyses, CsvCells.DEFUSED);
  }

  /** As {@link #of(Map)}, with cells of text as said. */
  public static String of(Map<String, Analysis> analyses, CsvCells cells) {
    Stream<LayerReport> all = analyses.values().stream().flatMap(a -> a.details().stream());
    List<Column> columns = Column.of(new LayerTable(all.toList()));
    StringBuilder text = new StringBuilder("model," + header(columns) + "\n");
    analyses.forEach(
        (model, analysis) ->
            analysis
                .details()
                .forEach(
                    row -> {
                      String name = always(cells.text(Printable.of(model)));
                      text.append(name + "," + cells(columns, row, cells)).append('\n');
                    }));
    return text.toString();
  }

  /**
   * Writes the table to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Analysis analysis, Path file) throws IOException {
    ResultFile.write(file, of(analysis));
  }

  private static String header(List<Column> columns) {
    return columns.stream().map(Column::key).collect(Collectors.joining(","));
  }

  private static String cells(List<Column> columns, LayerReport row, CsvCells cells) {
    return columns.stream()
        .map(column -> column.cell().apply(row).map(value -> cell(value, cells)).orElse(""))
        .collect(Collectors.joining(","));
  }

  private static String cell(Object value, CsvCells cells) {
    return value instanceof String text ? quoted(cells.text(text)) : String.valueOf(value);
  }

  static String quoted(String text) {
    return text.matches("[^,;\"\r\n]*") ? text : always(text);
  }

  private static String always(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
