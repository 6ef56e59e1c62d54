package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Change;
import io.github.weightwatcher4j.compare.ComparedLayer;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The table of a comparison: a row for each layer of any model, columns for each model. */
final class ComparedRows {

  private static final NumberDigits DIGITS = new NumberDigits(OptionalInt.of(2));
  private static final String ABSENT = "–";

  private final List<ModelComparison> models;
  private final Map<String, List<Optional<ComparedLayer>>> layers = new LinkedHashMap<>();
  private final List<NumberDigits> distances = new ArrayList<>();

  ComparedRows(Comparison comparison) {
    this.models = comparison.models();
    for (int i = 0; i < models.size(); i++) {
      for (ComparedLayer layer : models.get(i).layers()) {
        layers
            .computeIfAbsent(
                layer.name(),
                name -> new ArrayList<>(Collections.nCopies(models.size(), Optional.empty())))
            .set(i, Optional.of(layer));
      }
    }
    models.forEach(model -> distances.add(digits(model)));
  }

  private static NumberDigits digits(ModelComparison model) {
    return NumberDigits.of(
        model.distances().stream()
            .flatMap(it -> it.rows().stream())
            .map(row -> row.value())
            .flatMapToDouble(OptionalDouble::stream));
  }

  /** The layers' names, those of the reference first. */
  List<String> names() {
    return List.copyOf(layers.keySet());
  }

  /** A layer in each model beyond the reference; empty where neither of the two has it. */
  List<Optional<ComparedLayer>> of(String layer) {
    return layers.getOrDefault(layer, List.of());
  }

  /** The row of a layer, counted from 0; -1 where none is its. */
  int place(String layer) {
    return names().indexOf(layer);
  }

  /** What is said of a layer in any model. */
  Set<Change.Kind> kinds(String layer) {
    Set<Change.Kind> kinds = EnumSet.noneOf(Change.Kind.class);
    of(layer).stream()
        .flatMap(Optional::stream)
        .forEach(one -> one.changes().forEach(change -> kinds.add(change.kind())));
    return kinds;
  }

  /** The row of the reference, which all models share. */
  Optional<LayerReport> reference(String layer) {
    return of(layer).stream()
        .flatMap(Optional::stream)
        .flatMap(one -> one.reference().stream())
        .findFirst();
  }

  /** The headings, for the template. */
  List<Map<String, Object>> columns() {
    List<Map<String, Object>> columns = new ArrayList<>();
    columns.add(column("A", "alpha ±", "alpha and its standard error", true));
    for (int i = 1; i <= models.size(); i++) {
      String letter = ComparisonPage.letter(i);
      columns.add(column(letter, "alpha ±", "alpha and its standard error", true));
      if (models.size() == 1) {
        columns.add(column("B − A", "alpha ±", "difference of alpha and its standard error", true));
        columns.add(column("", "p", "p-value of the difference, corrected over the layers", true));
      }
      if (models.get(i - 1).distances().isPresent()) {
        String method = models.get(i - 1).distances().orElseThrow().method().key();
        columns.add(column(letter, "distance", method + " of the weights to those of A", true));
      }
    }
    columns.add(column("A", "verdict", "verdict in the reference", false));
    for (int i = 1; i <= models.size(); i++) {
      columns.add(column(ComparisonPage.letter(i), "verdict", "verdict", false));
    }
    return columns;
  }

  private static Map<String, Object> column(
      String letter, String label, String meaning, boolean number) {
    return Map.of("letter", letter, "label", label, "meaning", meaning, "number", number);
  }

  /** The rows, for the template. */
  List<Map<String, Object>> rows() {
    return layers.keySet().stream()
        .map(
            name ->
                Map.<String, Object>of(
                    "name", name, "kinds", List.copyOf(kinds(name)), "cells", cells(name)))
        .toList();
  }

  private List<Map<String, Object>> cells(String name) {
    List<Optional<ComparedLayer>> row = of(name);
    List<Map<String, Object>> cells = new ArrayList<>();
    cells.add(alpha(reference(name), ""));
    for (int i = 0; i < models.size(); i++) {
      Optional<ComparedLayer> layer = row.get(i);
      cells.add(alpha(layer.flatMap(ComparedLayer::other), mark(layer)));
      if (models.size() == 1) {
        cells.add(difference(layer.orElseThrow()));
        cells.add(chance(layer.orElseThrow()));
      }
      if (models.get(i).distances().isPresent()) {
        cells.add(cell(models.get(i).distance(plain(name, layer)), distances.get(i), ""));
      }
    }
    cells.add(verdict(reference(name)));
    row.forEach(layer -> cells.add(verdict(layer.flatMap(ComparedLayer::other))));
    return cells;
  }

  /** The layer's name without its slice, as distances have it. */
  private static String plain(String name, Optional<ComparedLayer> layer) {
    return layer
        .flatMap(it -> it.reference().or(it::other))
        .map(row -> row.layer().name())
        .orElse(name);
  }

  /** A number, for the template, with a mark behind it; absent as a dash. */
  static Map<String, Object> cell(OptionalDouble value, NumberDigits digits, String mark) {
    return value.isPresent()
        ? Map.of(
            "text",
            digits.text(value.getAsDouble()) + mark,
            "value",
            Double.toString(value.getAsDouble()),
            "why",
            "")
        : Map.of("text", ABSENT, "value", "", "why", "");
  }

  private static Map<String, Object> alpha(Optional<LayerReport> row, String mark) {
    OptionalDouble alpha = row.map(LayerReport::alpha).orElse(OptionalDouble.empty());
    OptionalDouble error = row.map(it -> it.metric(Metric.SIGMA)).orElse(OptionalDouble.empty());
    return cell(alpha, DIGITS, (error.isPresent() ? plusMinus(error.getAsDouble()) : "") + mark);
  }

  private static String plusMinus(double error) {
    return String.format(Locale.ROOT, " ± %.2f", error);
  }

  private static String mark(Optional<ComparedLayer> layer) {
    return layer
        .flatMap(ComparedLayer::alpha)
        .filter(AlphaDifference::isSignificant)
        .map(it -> " *")
        .orElse("");
  }

  private static Map<String, Object> difference(ComparedLayer layer) {
    return layer
        .alpha()
        .map(
            it ->
                Map.<String, Object>of(
                    "text",
                    String.format(Locale.ROOT, "%+.2f", it.difference())
                        + plusMinus(it.standardError())
                        + (it.isSignificant() ? " *" : ""),
                    "value",
                    Double.toString(it.difference()),
                    "why",
                    ""))
        .orElseGet(() -> Map.of("text", ABSENT, "value", "", "why", layer.untested()));
  }

  private static Map<String, Object> chance(ComparedLayer layer) {
    return layer
        .alpha()
        .map(
            it ->
                Map.<String, Object>of(
                    "text", p(it.adjustedP()), "value", Double.toString(it.adjustedP()), "why", ""))
        .orElseGet(() -> Map.of("text", ABSENT, "value", "", "why", layer.untested()));
  }

  /** A p-value with as many digits as are worth reading. */
  static String p(double chance) {
    return chance >= 0.01 ? String.format(Locale.ROOT, "%.2f", chance) : LayerStory.chance(chance);
  }

  private static Map<String, Object> verdict(Optional<LayerReport> row) {
    return row.map(
            it ->
                Map.<String, Object>of(
                    "verdict", it.verdict(),
                    "value", severity(it)))
        .orElseGet(() -> Map.of("text", ABSENT, "value", "", "why", "not analysed"));
  }

  /** By which a column of verdicts is sorted: the worst first. */
  private static int severity(LayerReport row) {
    return List.of(Verdict.values()).indexOf(row.verdict().verdict());
  }
}
