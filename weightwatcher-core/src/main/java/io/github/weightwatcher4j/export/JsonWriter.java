package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.export.internal.Column;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Summary;
import java.util.List;

/** Results as a JSON tree. */
final class JsonWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonWriter() {}

  static ObjectNode document(Analysis analysis) {
    ObjectNode document = JsonFormat.ANALYSIS.document();
    ObjectNode model = document.putObject("model").put("name", analysis.rawModel());
    analysis.provenance().file().ifPresent(file -> write(file, model));
    document.set("provenance", provenance(analysis.provenance()));
    ArrayNode layers = document.putArray("layers");
    List<Column> columns = Column.of(analysis.details());
    analysis.details().forEach(row -> layers.add(layer(columns, row)));
    ArrayNode skipped = document.putArray("skipped");
    analysis.skipped().forEach(layer -> skipped.add(skipped(layer)));
    document.put("verdict", analysis.verdict());
    document.set("summary", summary(analysis.summary()));
    ArrayNode findings = document.putArray("findings");
    analysis.findings().forEach(finding -> findings.add(finding(finding)));
    ArrayNode notes = document.putArray("notes");
    analysis.notes().forEach(notes::add);
    return document;
  }

  private static void write(ModelFileInfo file, ObjectNode model) {
    model.put("path", file.path()).put("size", file.size());
    file.sha256().ifPresent(digest -> model.put("sha256", digest));
  }

  private static ObjectNode provenance(Provenance provenance) {
    ObjectNode node = NODES.objectNode();
    node.put("library", provenance.library());
    node.put("java", provenance.java());
    node.put("system", provenance.system());
    node.put("solver", provenance.solver());
    node.put("nativeLibrary", provenance.nativeLibrary());
    ObjectNode options = node.putObject("options");
    provenance.options().forEach((key, value) -> options.set(key, value(value)));
    node.put("seed", provenance.seed());
    node.put("started", provenance.started().toString());
    node.put("elapsed", provenance.elapsed().toString());
    return node;
  }

  private static ObjectNode layer(List<Column> columns, LayerReport row) {
    ObjectNode node = NODES.objectNode();
    for (Column column : columns) {
      Object cell = column.cell().apply(row).orElse(null);
      node.set(column.key(), cell == null ? NODES.nullNode() : value(cell));
    }
    Column.NAMES.forEach(key -> node.put(key, row.layer().rawName()));
    node.set("fit", FitJson.write(row.tail()));
    VerdictJson.write(row, node);
    EvidenceJson.write(row.evidence(), node);
    row.setol().ifPresent(setol -> node.set("setol", SetolJson.write(setol, row.isIdeal())));
    EvidenceJson.writeSpectrum(row.spectrum(), node);
    return node;
  }

  /** A number or a truth as such, all else as text. */
  private static JsonNode value(Object value) {
    if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Number whole) {
      return NODES.numberNode(whole.longValue());
    }
    return value instanceof Boolean truth
        ? NODES.booleanNode(truth)
        : NODES.textNode(String.valueOf(value));
  }

  static ObjectNode skipped(SkippedLayer skipped) {
    return layer(skipped.layer())
        .put("cause", skipped.cause().name())
        .put("reason", skipped.reason());
  }

  static ObjectNode layer(LayerInfo layer) {
    return NODES
        .objectNode()
        .put("layer_id", layer.index())
        .put("name", layer.rawName())
        .put("layer_type", layer.type().key());
  }

  private static ObjectNode summary(Summary summary) {
    ObjectNode node = NODES.objectNode();
    node.put("analyzed", summary.analyzed());
    node.put("failed_fits", summary.failedFits());
    node.put("skipped", summary.skipped());
    ObjectNode verdicts = node.putObject("verdicts");
    summary.verdicts().forEach((verdict, count) -> verdicts.put(verdict.label(), count));
    summary
        .statistics()
        .forEach(
            (metric, statistics) ->
                node.putObject(metric.key())
                    .put("count", statistics.count())
                    .put("mean", statistics.mean())
                    .put("median", statistics.median())
                    .put("min", statistics.min())
                    .put("max", statistics.max()));
    return node;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = NODES.objectNode();
    node.put("type", finding.type().name());
    node.put("layer", finding.rawLayer());
    node.put("message", finding.message());
    Metrics numbers = finding.numbers();
    ObjectNode behind = node.putObject("numbers");
    numbers.asMap().forEach((metric, value) -> behind.put(metric.key(), value));
    return node;
  }
}
