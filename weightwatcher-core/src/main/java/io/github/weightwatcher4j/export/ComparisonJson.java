package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Change;
import io.github.weightwatcher4j.compare.ComparedLayer;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Models compared, as JSON to be read by other programs; {@link AnalysisJson} has all that is known
 * of each.
 *
 * <p>{@code {"format": "weightwatcher-comparison", "version": "1.0", "test": {"name", "level"},
 * "reference": {"name", "path", "verdict", "means"}, "models": [{"name", "path", "verdict",
 * "means", "complete", "comparison", "worse", "better", "cannot_tell", "obstacles", "notes",
 * "layers": [{"name", "reference", "other", "alpha", "untested", "changes"}], "distances",
 * "without_distances"}]}}; a missing value is null. {@code docs/schema/comparison-1.schema.json}
 * has every key.
 */
public final class ComparisonJson {

  /** What is told of a layer in a model: who, how large, and the numbers that alpha rests on. */
  private static final List<Metric> NUMBERS =
      List.of(
          Metric.N,
          Metric.M,
          Metric.RF,
          Metric.ALPHA,
          Metric.SIGMA,
          Metric.TAIL_SIZE,
          Metric.XMIN);

  private ComparisonJson() {}

  /** The comparison as text. */
  public static String of(Comparison comparison) {
    ObjectNode document = JsonFormat.COMPARISON.document();
    document
        .putObject("test")
        .put("name", AlphaDifference.TEST)
        .put("level", AlphaDifference.LEVEL);
    model(comparison.reference(), document.putObject("reference"));
    ArrayNode models = document.putArray("models");
    comparison.models().forEach(model -> write(model, models.addObject()));
    return JsonFormat.pretty(document);
  }

  /**
   * Writes the comparison to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Comparison comparison, Path file) throws IOException {
    ResultFile.write(file, of(comparison));
  }

  private static void model(Analysis analysis, ObjectNode node) {
    node.put("name", analysis.rawModel());
    node.put("path", analysis.provenance().file().map(ModelFileInfo::path).orElse(null));
    node.put("verdict", analysis.verdict());
    ObjectNode means = node.putObject("means");
    for (Metric metric : Summary.METRICS) {
      put(analysis.summary().mean(metric), metric.key(), means);
    }
  }

  private static void put(OptionalDouble value, String key, ObjectNode node) {
    value.ifPresentOrElse(it -> node.put(key, it), () -> node.putNull(key));
  }

  private static void write(ModelComparison model, ObjectNode node) {
    model(model.other(), node);
    node.put("complete", model.isComplete());
    node.put("comparison", model.verdict());
    for (Change.Kind kind : Change.Kind.values()) {
      node.put(kind.key(), model.count(kind));
    }
    model.obstacles().forEach(node.putArray("obstacles")::add);
    model.notes().forEach(node.putArray("notes")::add);
    ArrayNode layers = node.putArray("layers");
    model.layers().forEach(layer -> write(layer, layers.addObject()));
    node.set("distances", distances(model));
    node.put(
        "without_distances",
        model.withoutDistances().isEmpty() ? null : model.withoutDistances());
  }

  private static JsonNode distances(ModelComparison model) {
    return model
        .distances()
        .<JsonNode>map(DistancesJson::document)
        .orElseGet(() -> JsonFormat.DISTANCES.document().nullNode());
  }

  private static void write(ComparedLayer layer, ObjectNode node) {
    node.put("name", layer.name());
    row(layer.reference(), "reference", node);
    row(layer.other(), "other", node);
    if (layer.alpha().isPresent()) {
      AlphaDifference alpha = layer.alpha().get();
      node.putObject("alpha")
          .put("difference", alpha.difference())
          .put("standard_error", alpha.standardError())
          .put("p", alpha.pValue())
          .put("adjusted_p", alpha.adjustedP())
          .put("significant", alpha.isSignificant());
    } else {
      node.putNull("alpha");
    }
    node.put("untested", layer.untested().isEmpty() ? null : layer.untested());
    ArrayNode changes = node.putArray("changes");
    layer
        .changes()
        .forEach(it -> changes.addObject().put("kind", it.kind().key()).put("text", it.text()));
  }

  private static void row(Optional<LayerReport> row, String key, ObjectNode layer) {
    if (row.isEmpty()) {
      layer.putNull(key);
      return;
    }
    LayerReport it = row.get();
    ObjectNode node = JsonWriter.layer(it.layer());
    node.put("slice_id", it.slice().isPresent() ? it.slice().getAsInt() : null);
    for (Metric metric : NUMBERS) {
      OptionalDouble value = it.metric(metric);
      if (metric.isCount() && value.isPresent()) {
        node.put(metric.key(), Math.round(value.getAsDouble()));
      } else {
        put(value, metric.key(), node);
      }
    }
    node.put("verdict", it.verdict().verdict().label());
    node.put("borderline", it.verdict().isBorderline());
    node.put("reason", it.verdict().reason());
    layer.set(key, node);
  }
}
