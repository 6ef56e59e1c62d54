package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A number that layers have, with what plots call it.
 *
 * @param name in a title: {@code log spectral norm}
 * @param axis at an axis, with its symbols: {@code log₁₀ λmax}
 * @param value the number of a layer; empty where it has none
 * @param error its standard error; empty where it is not known
 */
public record Quantity(
    String name,
    String axis,
    Function<LayerReport, OptionalDouble> value,
    Function<LayerReport, OptionalDouble> error) {

  /** Number of parameters of a layer, {@code N M rf}. */
  public static final Quantity PARAMETERS =
      new Quantity("parameters", "parameters", Quantity::parameters);

  /** A quantity without known errors. */
  public Quantity(String name, String axis, Function<LayerReport, OptionalDouble> value) {
    this(name, axis, value, row -> OptionalDouble.empty());
  }

  /** The quantity of a metric, called by what it is rather than by its column. */
  public static Quantity of(Metric metric) {
    return switch (metric) {
      case ALPHA_WEIGHTED -> of(metric, "alpha-hat", "alpha-hat = alpha log₁₀ λmax");
      case LOG_ALPHA_NORM -> of(metric, "log alpha-norm", "log₁₀ Σ λ^alpha");
      case LOG_SPECTRAL_NORM -> of(metric, "log spectral norm", "log₁₀ λmax");
      case LOG_NORM -> of(metric, "log Frobenius norm", "log₁₀ Σ λ");
      case D -> of(metric, "distance D of the fit", "Kolmogorov-Smirnov distance D");
      case Q -> of(metric, "aspect ratio", "Q = N / M");
      case STABLE_RANK -> of(metric, "stable rank", "stable rank Σ λ / λmax");
      case MP_SOFTRANK -> of(metric, "soft rank", "soft rank λ₊ / λmax");
      case ENTROPY -> of(metric, "entropy", "entropy / ln rank");
      case NUM_SPIKES -> of(metric, "spikes", "eigenvalues above the bulk");
      case TAIL_SIZE -> of(metric, "tail size", "eigenvalues in the tail");
      case FLOW_OVERLAP -> of(metric, "overlap with the next layer", "overlap of written and read");
      case RAND_NUM_SPIKES -> of(metric, "correlation traps", "correlation traps");
      case DETX_LN_RATIO -> of(metric, "ln(xmin / detX)", "ln(xmin / detX), 0 is ideal");
      case ALPHA ->
          new Quantity(
              "alpha", "alpha", row -> row.metric(metric), row -> row.metric(Metric.SIGMA));
      default -> of(metric, MetricWords.of(metric), MetricWords.of(metric));
    };
  }

  /** What plots of a metric are called in names of files: {@code log-spectral-norm}. */
  public static String kind(Metric metric) {
    return metric.key().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Quantity of(Metric metric, String name, String axis) {
    return new Quantity(name, axis, row -> row.metric(metric));
  }

  /** The number of a layer; empty where it has none. */
  public OptionalDouble of(LayerReport row) {
    return value.apply(row);
  }

  /** The standard error of a layer's number; empty where it has none or none is known. */
  public OptionalDouble errorOf(LayerReport row) {
    return of(row).isPresent() ? error.apply(row) : OptionalDouble.empty();
  }

  /** The numbers of all layers that have one, in their order. */
  public DoubleStream of(Analysis analysis) {
    return analysis.details().stream()
        .map(this::of)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble);
  }

  private static OptionalDouble parameters(LayerReport row) {
    OptionalDouble n = row.metric(Metric.N);
    OptionalDouble m = row.metric(Metric.M);
    return n.isPresent() && m.isPresent()
        ? OptionalDouble.of(n.getAsDouble() * m.getAsDouble() * row.metric(Metric.RF).orElse(1))
        : OptionalDouble.empty();
  }
}
