package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Statistics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The values of a quantity over the layers in words: a line under a title, or a description. */
final class QuantityWords {

  private static final int MOST_NAMES = 3;
  private static final int LONGEST = 35;

  private final Analysis analysis;
  private final Quantity quantity;
  private final int longest;

  private QuantityWords(Analysis analysis, Quantity quantity, int longest) {
    this.analysis = analysis;
    this.quantity = quantity;
    this.longest = longest;
  }

  /** Mean, range with the names of the layers, and which layers have no value. */
  static String of(Analysis analysis, Quantity quantity) {
    return words(new QuantityWords(analysis, quantity, Integer.MAX_VALUE), analysis, quantity);
  }

  /** The same with long names shortened and layers without a value counted, for a picture. */
  static String shortly(Analysis analysis, Quantity quantity) {
    return words(new QuantityWords(analysis, quantity, LONGEST), analysis, quantity);
  }

  private static String words(QuantityWords words, Analysis analysis, Quantity quantity) {
    return Statistics.of(quantity.of(analysis)).map(words::of).orElse("no layer has a value");
  }

  private String of(Statistics values) {
    String range =
        values.count() == 1
            ? at(values.mean())
            : "mean %s, median %s, from %s to %s"
                .formatted(
                    NumberText.of(values.mean()),
                    NumberText.of(values.median()),
                    at(values.min()),
                    at(values.max()));
    return range + missing();
  }

  private String at(double value) {
    String layer =
        analysis.details().stream()
            .filter(row -> quantity.of(row).equals(OptionalDouble.of(value)))
            .map(this::name)
            .findFirst()
            .orElseThrow();
    return NumberText.of(value) + " (" + layer + ")";
  }

  private String name(LayerReport row) {
    return ShortName.of(row.name(), longest);
  }

  private String missing() {
    List<String> names =
        analysis.details().stream()
            .filter(row -> quantity.of(row).isEmpty())
            .map(this::name)
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    if (longest == LONGEST) {
      return "; " + names.size() + " without a value";
    }
    String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return "; no value for " + some + (more > 0 ? " and " + more + " more" : "");
  }
}
