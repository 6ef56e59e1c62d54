package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition on a result that fails a build: {@code alpha>6} of any layer, {@code mean(alpha)>4}
 * over the layers, {@code findings>0} of the model, {@code verdict==random-like} of any layer. What
 * is not known is no pass: see {@link #unknowns}.
 */
public sealed interface Condition
    permits NumberCondition, StatisticCondition, CountCondition, VerdictCondition, PhaseCondition {

  /**
   * Reads a condition: a column of the CSV, {@code mean}, {@code median}, {@code min} or {@code
   * max} of one, a count ({@code findings}, {@code analyzed}, {@code failed_fits}, {@code skipped},
   * {@code lost}, {@code unknown}, or a verdict), {@code verdict} or {@code phase}; then a
   * comparison and what is compared with. Its {@code toString()} is the text in short.
   *
   * @throws IllegalArgumentException where it is none; the message says what there is
   */
  static Condition parse(String text) {
    return ConditionParser.parse(text);
  }

  /** What meets the condition; empty where nothing that is known does. */
  List<Met> met(Analysis analysis);

  /** The same as a text, with the values; empty where nothing that is known meets it. */
  default Optional<String> metBy(Analysis analysis) {
    List<Met> met = met(analysis);
    return met.isEmpty()
        ? Optional.empty()
        : Optional.of(met.stream().map(Met::toString).collect(Collectors.joining(", ")));
  }

  /**
   * What is not known and might meet the condition; asked only where nothing that is known does.
   */
  List<Unknown> unknowns(Analysis analysis);

  /** The options that must be set for anybody to compute what is asked for. */
  List<Requirement<?>> requirements();

  /**
   * What meets a condition.
   *
   * @param layer full name; empty where it is the model
   * @param value the number, or the label of the verdict or the phase
   */
  record Met(Optional<String> layer, String value) {

    static Met of(LayerReport row, String value) {
      return new Met(Optional.of(row.name()), value);
    }

    static Met ofModel(String value) {
      return new Met(Optional.empty(), value);
    }

    /** Such as {@code fc1 (7.2)}, or {@code it is 4.1}. */
    @Override
    public String toString() {
      return layer.map(name -> name + " (" + value + ")").orElse("it is " + value);
    }
  }

  /**
   * A layer of which something is not known.
   *
   * @param layer full name
   * @param reason why not
   */
  record Unknown(String layer, String reason) {}

  /** The layers that should have been analysed and were not: nothing is known of them. */
  static Stream<Unknown> lost(Analysis analysis) {
    return analysis.lost().stream().map(Condition::lost);
  }

  private static Unknown lost(SkippedLayer layer) {
    return new Unknown(layer.layer().name(), layer.reason());
  }

  /** The rows of which something is not known, by its reason, and the layers that are lost. */
  static List<Unknown> unknowns(Analysis analysis, Function<LayerReport, Optional<String>> reason) {
    Stream<Unknown> rows =
        analysis.details().stream()
            .flatMap(row -> reason.apply(row).map(why -> new Unknown(row.name(), why)).stream());
    return Stream.concat(rows, lost(analysis)).toList();
  }

  /** A constant as a condition has it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
