package io.github.weightwatcher4j.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One row of Python's table, to compare ours with.
 *
 * @param columns its cells as text; no entry where Python has none
 */
record PythonRow(Map<String, String> columns) {

  /** Section 11 of the numerical contract: alpha, sigma, D, xmin, norms. */
  private static final double RELATIVE = 1e-6;

  /** The same section for the Marchenko-Pastur fit. */
  private static final double BULK = 1e-3;

  /**
   * Python's conv kernels are multiplied by sqrt(rf / 2) in float32 and the smallest eigenvalues
   * then carry the rounding of the largest; of dense ones, 1e-10 is what section 11 asks for.
   */
  private static double eigenvalueTolerance(boolean convolution) {
    return convolution ? 1e-6 : 1e-10;
  }

  static PythonRow of(JsonNode json) {
    Map<String, String> columns = new HashMap<>();
    json.properties().forEach(cell -> columns.put(cell.getKey(), cell.getValue().asText()));
    return new PythonRow(columns);
  }

  /** The rows of a table as pandas writes it; no cell of these has a comma in it. */
  static List<PythonRow> csv(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<String> header = List.of(lines.get(0).split(",", -1));
    List<PythonRow> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> columns = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        columns.put(header.get(i), cells[i]);
      }
      rows.add(new PythonRow(columns));
    }
    return rows;
  }

  /** This row less the columns of one stage. */
  PythonRow without(Stage stage) {
    Map<String, String> rest = new HashMap<>(columns);
    rest.keySet()
        .removeIf(key -> Metric.ofKey(key).filter(metric -> metric.stage() == stage).isPresent());
    return new PythonRow(rest);
  }

  String text(String column) {
    return columns.getOrDefault(column, "");
  }

  boolean fitFailed() {
    return text("status").equals("failed");
  }

  /** Whether there is a fit without an xmax: the package {@code powerlaw} does not say it. */
  boolean lacksXmax() {
    return text("status").equals("success") && number(Metric.XMAX).isEmpty();
  }

  /**
   * Whether there is no fit of the bulk: -1, or an edge at (0.05)^2 of lambda_max, the first try.
   */
  boolean lacksBulk() {
    double softRank = number(Metric.MP_SOFTRANK).orElse(1);
    return softRank < 0 || Math.abs(softRank - 0.0025) < 1e-9;
  }

  /** Whether the row is of several matrices in one. */
  boolean isPooled() {
    return text("slice_id").isEmpty() && !text("rf").equals("1");
  }

  /** Python's number; empty where it has none, NaN or an infinity. */
  OptionalDouble number(Metric metric) {
    String text = text(metric.key());
    if (text.isEmpty() || text.equals("null")) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text.replace("nan", "NaN").replace("inf", "Infinity"));
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** What differs, a line each; nothing where the row agrees. */
  List<String> differences(LayerReport ours, List<KnownDifference> known) {
    List<String> lines = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (!columns.containsKey(metric.key())) {
        continue;
      }
      OptionalDouble python = number(metric);
      OptionalDouble value = ours.metric(metric);
      boolean agrees =
          known.stream()
              .filter(difference -> difference.concerns(metric))
              .findFirst()
              .map(difference -> difference.accepts(ours, metric))
              .orElseGet(() -> agree(metric, python, value));
      if (!agrees) {
        lines.add("%s %s: %s, Python %s".formatted(ours.name(), metric, value, python));
      }
    }
    warnings(ours, lines);
    return lines;
  }

  private boolean agree(Metric metric, OptionalDouble python, OptionalDouble ours) {
    if (python.isEmpty() || ours.isEmpty()) {
      return python.isEmpty() && ours.isEmpty();
    }
    double expected = python.getAsDouble();
    double difference = Math.abs(ours.getAsDouble() - expected);
    return switch (metric) {
      case N,
          M,
          RF,
          NUM_EVALS,
          TAIL_SIZE,
          NUM_FINGERS,
          MATRIX_RANK,
          RANK_LOSS,
          WEAK_RANK_LOSS,
          NUM_SPIKES,
          DETX_NUM ->
          difference == 0;
      case SIGMA_MP, MP_SOFTRANK, BULK_MIN, BULK_MAX -> difference <= BULK * Math.abs(expected);
      case SV_MIN -> agreeAsEigenvalue(ours.getAsDouble(), expected);
      // A relative error of a number is the absolute error of its logarithm, times alpha here.
      case LOG_NORM, LOG_SPECTRAL_NORM -> difference <= RELATIVE;
      case ALPHA_WEIGHTED, LOG_ALPHA_NORM ->
          difference <= RELATIVE * Math.max(Math.abs(expected), Double.parseDouble(text("alpha")));
      default -> difference <= RELATIVE * Math.abs(expected);
    };
  }

  /** sv_min is the root of an eigenvalue, which is right relative to the largest one. */
  private boolean agreeAsEigenvalue(double ours, double python) {
    double largest = Math.pow(Double.parseDouble(text("sv_max")), 2);
    boolean convolution = text("layer_type").toLowerCase(Locale.ROOT).contains("conv");
    return Math.abs(ours * ours - python * python) <= eigenvalueTolerance(convolution) * largest;
  }

  /** Python calls a failed fit over-trained (its alpha is -1): that warning is not compared. */
  private void warnings(LayerReport ours, List<String> lines) {
    String warning = warning(ours);
    boolean agree =
        ours.tail().succeeded()
            ? warning.equals(text("warning"))
            : warning.isEmpty()
                && ours.findings().stream().anyMatch(f -> f.type() == FindingType.FIT_FAILED);
    if (!agree) {
      lines.add("%s warning: %s, Python %s".formatted(ours.name(), warning, text("warning")));
    }
  }

  /** The last column of the table as it is exported. */
  private static String warning(LayerReport ours) {
    String csv = AnalysisCsv.of(new LayerTable(List.of(ours))).stripTrailing();
    return csv.substring(csv.lastIndexOf(',') + 1);
  }

  /** Largest difference allowed between eigenvalues, relative to the largest of them. */
  static double eigenvalueTolerance(GoldenCase golden) {
    return eigenvalueTolerance(golden.isConvolution());
  }
}
