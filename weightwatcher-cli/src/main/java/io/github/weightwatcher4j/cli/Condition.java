package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Statistics;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What {@code --fail-on} asks for: {@code alpha>6} of any layer, {@code mean(alpha)>4} over the
 * layers, {@code findings>0} of the model.
 *
 * @param subject the number that is compared
 * @param comparison how
 * @param bound with what, finite
 */
record Condition(Subject subject, Comparison comparison, double bound) {

  /** The number of a condition. */
  sealed interface Subject {}

  /** A metric of each layer. */
  record OfLayers(Metric metric) implements Subject {}

  /** A statistic of a metric. */
  record OfStatistic(Aggregate aggregate, Metric metric) implements Subject {}

  /** A count of the model. */
  record OfModel(Count count) implements Subject {}

  /** Statistics over the layers. */
  enum Aggregate {
    MEAN,
    MEDIAN,
    MIN,
    MAX;

    double of(Statistics statistics) {
      return switch (this) {
        case MEAN -> statistics.mean();
        case MEDIAN -> statistics.median();
        case MIN -> statistics.min();
        case MAX -> statistics.max();
      };
    }
  }

  /** Counts of the model. */
  enum Count {
    FINDINGS,
    ANALYZED,
    FAILED_FITS,
    SKIPPED;

    int of(Analysis analysis) {
      return switch (this) {
        case FINDINGS -> analysis.findings().size();
        case ANALYZED -> analysis.summary().analyzed();
        case FAILED_FITS -> analysis.summary().failedFits();
        case SKIPPED -> analysis.summary().skipped();
      };
    }
  }

  /** Comparisons, by their signs. */
  enum Comparison {
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    EQUAL("=="),
    DIFFERENT("!=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean holds(double value, double bound) {
      return switch (this) {
        case GREATER -> value > bound;
        case AT_LEAST -> value >= bound;
        case LESS -> value < bound;
        case AT_MOST -> value <= bound;
        case EQUAL -> value == bound;
        case DIFFERENT -> value != bound;
      };
    }
  }

  /** The metric that must have been computed; empty for a count. */
  Optional<Metric> metric() {
    if (subject instanceof OfLayers layers) {
      return Optional.of(layers.metric());
    }
    return subject instanceof OfStatistic statistic
        ? Optional.of(statistic.metric())
        : Optional.empty();
  }

  /** What meets the condition, with the values; empty where nothing does. */
  Optional<String> metBy(Analysis analysis) {
    if (subject instanceof OfLayers layers) {
      return metByLayers(analysis, layers.metric());
    }
    OptionalDouble value =
        subject instanceof OfStatistic statistic
            ? statistic(analysis, statistic)
            : OptionalDouble.of(((OfModel) subject).count().of(analysis));
    return value.isPresent() && comparison.holds(value.getAsDouble(), bound)
        ? Optional.of("it is " + number(value.getAsDouble()))
        : Optional.empty();
  }

  private Optional<String> metByLayers(Analysis analysis, Metric metric) {
    String layers =
        analysis.details().stream()
            .filter(row -> row.metric(metric).stream().anyMatch(v -> comparison.holds(v, bound)))
            .map(row -> layer(row, metric))
            .collect(Collectors.joining(", "));
    return layers.isEmpty() ? Optional.empty() : Optional.of(layers);
  }

  private static String layer(LayerReport row, Metric metric) {
    return row.name() + " (" + number(row.metric(metric).orElseThrow()) + ")";
  }

  /** As in the summary, over the layers with a fit, or over all that have the metric. */
  private static OptionalDouble statistic(Analysis analysis, OfStatistic wanted) {
    return analysis
        .summary()
        .statistics(wanted.metric())
        .or(() -> Statistics.of(analysis.details().column(wanted.metric())))
        .map(s -> OptionalDouble.of(wanted.aggregate().of(s)))
        .orElse(OptionalDouble.empty());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** The condition as one would write it. */
  @Override
  public String toString() {
    String left =
        subject instanceof OfStatistic s
            ? word(s.aggregate()) + "(" + s.metric().key() + ")"
            : subject instanceof OfLayers layers
                ? layers.metric().key()
                : word(((OfModel) subject).count());
    return left + comparison.sign + BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
