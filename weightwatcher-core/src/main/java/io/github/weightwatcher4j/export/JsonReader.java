package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.option.Option;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.spectrum.LapackProvider;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** A JSON tree as results. */
final class JsonReader {

  private JsonReader() {}

  static Analysis analysis(JsonNode document) {
    List<Finding> findings = list(document, "findings", JsonReader::finding);
    LayerTable details = new LayerTable(list(document, "layers", node -> layer(node, findings)));
    List<SkippedLayer> skipped = list(document, "skipped", JsonReader::skipped);
    return new Analysis(
        text(document, "model"),
        details,
        Summary.of(details, skipped.size()),
        skipped,
        findings,
        list(document, "notes", JsonNode::asText),
        provenance(field(document, "provenance")));
  }

  private static Provenance provenance(JsonNode node) {
    Map<String, Object> options = new LinkedHashMap<>();
    field(node, "options")
        .properties()
        .forEach(e -> options.put(e.getKey(), option(e.getKey(), e.getValue())));
    try {
      return new Provenance(
          text(node, "library"),
          text(node, "java"),
          text(node, "system"),
          node.path("solver").asText(LapackProvider.NAME), // of all files before it was written
          text(node, "nativeLibrary"),
          options,
          field(node, "seed").asLong(),
          Instant.parse(text(node, "started")),
          Duration.parse(text(node, "elapsed")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("provenance: " + e.getMessage(), e);
    }
  }

  /** The value as its option has it; that of an option not known here as JSON has it. */
  private static Object option(String key, JsonNode value) {
    return Options.ofKey(key)
        .map(option -> typed(option, value.asText()))
        .orElseGet(
            () ->
                value.isNumber()
                    ? value.numberValue()
                    : value.isBoolean() ? (Object) value.booleanValue() : value.asText());
  }

  private static <T> Object typed(Option<T> option, String text) {
    try {
      return option.json(option.parse(text));
    } catch (IllegalArgumentException e) {
      return text; // a rule for layers that was given as code, or a value of another version
    }
  }

  private static LayerReport layer(JsonNode node, List<Finding> findings) {
    JsonNode slice = field(node, "slice_id");
    Metrics metrics = metrics(node);
    Spectrum spectrum = EvidenceJson.spectrum(field(node, "eigenvalues"));
    LayerReport report =
        LayerReport.of(
            info(node, "longname"),
            slice.isNull() ? OptionalInt.empty() : OptionalInt.of(slice.asInt()),
            spectrum,
            FitJson.read(field(node, "fit")),
            metrics,
            EvidenceJson.read(node, spectrum),
            List.of());
    List<Finding> ofLayer =
        findings.stream().filter(finding -> finding.layer().equals(report.name())).toList();
    return report.with(ofLayer);
  }

  private static Metrics metrics(JsonNode node) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      JsonNode value = node.path(metric.key());
      if (value.isNumber()) {
        values.put(metric, value.asDouble());
      }
    }
    return Metrics.of(values);
  }

  private static SkippedLayer skipped(JsonNode node) {
    return new SkippedLayer(
        info(node, "name"),
        constant(SkippedLayer.Cause.class, text(node, "cause")),
        text(node, "reason"));
  }

  private static LayerInfo info(JsonNode node, String name) {
    String type = text(node, "layer_type").toUpperCase(Locale.ROOT);
    return new LayerInfo(
        field(node, "layer_id").asInt(), text(node, name), constant(LayerType.class, type));
  }

  private static Finding finding(JsonNode node) {
    return Finding.of(
        constant(FindingType.class, text(node, "type")),
        text(node, "layer"),
        text(node, "message"),
        metrics(field(node, "numbers")));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name);
  }

  private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> element) {
    List<T> elements = new ArrayList<>();
    field(node, key).forEach(child -> elements.add(element.apply(child)));
    return elements;
  }

  static String text(JsonNode node, String key) {
    return field(node, key).asText();
  }

  static JsonNode field(JsonNode node, String key) {
    JsonNode field = node.get(key);
    if (field == null) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return field;
  }
}
