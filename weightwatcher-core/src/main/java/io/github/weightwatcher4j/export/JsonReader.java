package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelFileInfo;
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
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.internal.LapackProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A JSON document as results. */
final class JsonReader {

  /** Durations of which every unit down to nanoseconds is a long. */
  private static final long LONGEST_SECONDS = 1L << 32;

  private JsonReader() {}

  static Analysis analysis(Json document) {
    List<String> notes = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Json finding : document.field("findings").elements()) {
      finding(finding)
          .ifPresentOrElse(
              findings::add,
              () -> notes.add("a finding that only a later version knows was left out"));
    }
    LayerTable details = details(document, findings);
    List<SkippedLayer> skipped = document.list("skipped", JsonReader::skipped);
    notes.addAll(0, document.list("notes", Json::text));
    Json model = document.field("model");
    return Analysis.of(
        model.isText() ? model.rawText() : model.rawText("name"),
        details,
        Summary.of(details, skipped.size()),
        skipped,
        findings,
        notes,
        provenance(document.field("provenance"), model.isText() ? Optional.empty() : file(model)));
  }

  private static LayerTable details(Json document, List<Finding> findings) {
    Map<String, List<Finding>> byLayer =
        findings.stream().collect(Collectors.groupingBy(Finding::layer));
    Set<String> names = new HashSet<>();
    List<LayerReport> rows = new ArrayList<>();
    for (Json layer : document.field("layers").elements()) {
      LayerReport row = layer(layer);
      layer.field("longname").require(names.add(row.name()), "must be the name of one layer alone");
      rows.add(row.with(byLayer.getOrDefault(row.name(), List.of())));
    }
    return new LayerTable(rows);
  }

  private static Optional<ModelFileInfo> file(Json model) {
    return model
        .find("path")
        .map(
            path ->
                model.checked(
                    () ->
                        new ModelFileInfo(
                            path.rawText(),
                            model.longWhole("size"),
                            model.find("sha256").map(Json::text))));
  }

  private static Provenance provenance(Json node, Optional<ModelFileInfo> file) {
    Map<String, Object> options = new LinkedHashMap<>();
    Json written = node.field("options");
    written.keys().forEach(key -> options.put(key, option(key, written.field(key))));
    return Provenance.of(
        node.text("library"),
        node.text("java"),
        node.text("system"),
        node.find("solver").map(Json::text).orElse(LapackProvider.NAME), // of all older files
        node.text("nativeLibrary"),
        options,
        node.longWhole("seed"),
        node.field("started").checked(() -> Instant.parse(node.text("started"))),
        duration(node.field("elapsed")),
        file);
  }

  /** The value as its option has it; that of an option not known here as JSON has it. */
  private static Object option(String key, Json value) {
    JsonNode node = value.node();
    value.require(
        node.isTextual() || node.isNumber() || node.isBoolean(),
        "must be text, a number, or true or false");
    return Options.ofKey(key)
        .map(option -> typed(option, node.asText()))
        .orElseGet(
            () ->
                node.isNumber()
                    ? node.numberValue()
                    : node.isBoolean() ? (Object) node.booleanValue() : node.asText());
  }

  private static <T> Object typed(Option<T> option, String text) {
    try {
      return option.json(option.parse(text));
    } catch (IllegalArgumentException e) {
      return text; // a rule for layers that was given as code, or a value of another version
    }
  }

  static Duration duration(Json text) {
    Duration duration = text.checked(() -> Duration.parse(text.text()));
    long seconds = duration.toSeconds();
    text.require(
        seconds > -LONGEST_SECONDS && seconds < LONGEST_SECONDS, "must be below 136 years");
    return duration;
  }

  private static LayerReport layer(Json node) {
    node.field("slice_id"); // null where the layer is not sliced, but there
    Optional<Json> slice = node.find("slice_id");
    Spectrum spectrum = EvidenceJson.spectrum(node);
    TailFit fit = FitJson.read(node.field("fit"));
    if (fit instanceof LawFit law) {
      node.field("fit")
          .require(
              law.tailSize() <= spectrum.size(),
              "must have a tail of at most " + spectrum.size() + " eigenvalues");
    }
    return LayerReport.of(
        info(node, "longname"),
        slice.isPresent() ? OptionalInt.of(sliceOf(node)) : OptionalInt.empty(),
        spectrum,
        fit,
        metrics(node),
        EvidenceJson.read(node),
        VerdictJson.verdict(node),
        List.of());
  }

  private static int sliceOf(Json layer) {
    int slice = layer.whole("slice_id");
    layer.field("slice_id").require(slice >= 0, "must be >= 0");
    return slice;
  }

  private static Metrics metrics(Json node) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      node.find(metric.key()).ifPresent(value -> values.put(metric, number(metric, value)));
    }
    return Metrics.of(values);
  }

  private static double number(Metric metric, Json value) {
    double number = value.number();
    value.require(
        !metric.isCount() || (number >= 0 && number < 1L << 53 && number == Math.rint(number)),
        "must be a whole number >= 0");
    return number;
  }

  private static SkippedLayer skipped(Json node) {
    return new SkippedLayer(
        info(node, "name"),
        // a kind that a later version knows may be a loss
        node.field("cause")
            .known(SkippedLayer.Cause.class, Enum::name)
            .orElse(SkippedLayer.Cause.FAILED),
        node.text("reason"));
  }

  static LayerInfo info(Json node, String name) {
    return node.checked(
        () ->
            new LayerInfo(
                node.whole("layer_id"),
                node.rawText(name),
                node.field("layer_type").constant(LayerType.class, LayerType::key)));
  }

  /** Empty where its type is unknown. */
  private static Optional<Finding> finding(Json node) {
    return node.field("type")
        .known(FindingType.class, Enum::name)
        .map(
            type ->
                Finding.of(
                    type,
                    node.rawText("layer"),
                    node.text("message"),
                    metrics(node.field("numbers"))));
  }
}
