package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
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
    ObjectNode document = NODES.objectNode();
    document.put("model", analysis.model());
    document.set("provenance", provenance(analysis.provenance()));
    ArrayNode layers = document.putArray("layers");
    List<Column> columns = Column.of(analysis.details());
    analysis.details().forEach(row -> layers.add(layer(columns, row)));
    ArrayNode skipped = document.putArray("skipped");
    analysis.skipped().forEach(layer -> skipped.add(skipped(layer)));
    document.set("summary", summary(analysis.summary()));
    ArrayNode findings = document.putArray("findings");
    analysis.findings().forEach(finding -> findings.add(finding(finding)));
    ArrayNode notes = document.putArray("notes");
    analysis.notes().forEach(notes::add);
    return document;
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
    node.set("fit", FitJson.write(row.tail()));
    EvidenceJson.write(row.evidence(), node);
    ArrayNode eigenvalues = node.putArray("eigenvalues");
    row.spectrum().values().forEach(eigenvalues::add);
    return node;
  }

  private static JsonNode value(Object cell) {
    if (cell instanceof Long whole) {
      return NODES.numberNode(whole);
    }
    if (cell instanceof Integer whole) {
      return NODES.numberNode(whole);
    }
    if (cell instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    return cell instanceof Double number
        ? NODES.numberNode(number)
        : NODES.textNode(String.valueOf(cell));
  }

  private static ObjectNode skipped(SkippedLayer skipped) {
    LayerInfo layer = skipped.layer();
    ObjectNode node = NODES.objectNode();
    node.put("layer_id", layer.index());
    node.put("name", layer.name());
    node.put("layer_type", layer.type().key());
    node.put("cause", skipped.cause().name());
    node.put("reason", skipped.reason());
    return node;
  }

  private static ObjectNode summary(Summary summary) {
    ObjectNode node = NODES.objectNode();
    node.put("analyzed", summary.analyzed());
    node.put("failed_fits", summary.failedFits());
    node.put("skipped", summary.skipped());
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
    node.put("layer", finding.layer());
    node.put("message", finding.message());
    Metrics numbers = finding.numbers();
    ObjectNode behind = node.putObject("numbers");
    numbers.asMap().forEach((metric, value) -> behind.put(metric.key(), value));
    return node;
  }
}
