package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Change;
import io.github.weightwatcher4j.compare.ComparedLayer;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Models compared, as CSV (RFC 4180, UTF-8, lines end with LF): a header, and a line for each layer
 * of each model beyond the reference; numbers with all their digits, a missing value empty. Names
 * are as shown, {@link CsvCells#DEFUSED} unless asked for otherwise.
 */
public final class ComparisonCsv {

  private static final String HEADER =
      "reference,model,layer,reference_verdict,verdict,reference_alpha,reference_sigma,alpha,sigma,"
          + "difference,standard_error,p,adjusted_p,significant,distance,change,text\n";

  private ComparisonCsv() {}

  /** The comparison as text. */
  public static String of(Comparison comparison) {
    return of(comparison, CsvCells.DEFUSED);
  }

  /** The comparison as text, with cells of text as said. */
  public static String of(Comparison comparison, CsvCells cells) {
    StringBuilder text = new StringBuilder(HEADER);
    for (ModelComparison model : comparison.models()) {
      for (ComparedLayer layer : model.layers()) {
        text.append(line(model, layer, cells)).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * Writes the comparison to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Comparison comparison, Path file) throws IOException {
    ResultFile.write(file, of(comparison));
  }

  private static String line(ModelComparison model, ComparedLayer layer, CsvCells cells) {
    List<String> line = new ArrayList<>();
    line.add(cells.cell(model.reference().model()));
    line.add(cells.cell(model.other().model()));
    line.add(cells.cell(layer.name()));
    line.add(layer.reference().map(ComparisonCsv::verdict).orElse(""));
    line.add(layer.other().map(ComparisonCsv::verdict).orElse(""));
    line.add(number(layer.reference(), Metric.ALPHA));
    line.add(number(layer.reference(), Metric.SIGMA));
    line.add(number(layer.other(), Metric.ALPHA));
    line.add(number(layer.other(), Metric.SIGMA));
    line.add(alpha(layer, AlphaDifference::difference));
    line.add(alpha(layer, AlphaDifference::standardError));
    line.add(alpha(layer, AlphaDifference::pValue));
    line.add(alpha(layer, AlphaDifference::adjustedP));
    line.add(alpha(layer, AlphaDifference::isSignificant));
    line.add(CsvCells.cell(distance(model, layer)));
    line.add(layer.changes().stream().findFirst().map(it -> it.kind().key()).orElse(""));
    String changes = layer.changes().stream().map(Change::text).collect(Collectors.joining("; "));
    line.add(cells.cell(changes));
    return String.join(",", line);
  }

  /** Of the layer that a slice belongs to. */
  private static OptionalDouble distance(ModelComparison model, ComparedLayer layer) {
    return layer
        .reference()
        .or(layer::other)
        .map(row -> model.distance(row.layer().name()))
        .orElse(OptionalDouble.empty());
  }

  private static String verdict(LayerReport row) {
    return row.verdict().verdict().label();
  }

  private static String number(Optional<LayerReport> row, Metric metric) {
    return row.map(it -> CsvCells.cell(it.metric(metric))).orElse("");
  }

  private static String alpha(ComparedLayer layer, Function<AlphaDifference, Object> number) {
    return layer.alpha().map(number).map(String::valueOf).orElse("");
  }
}
