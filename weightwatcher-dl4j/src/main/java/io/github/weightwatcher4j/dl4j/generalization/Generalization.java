package io.github.weightwatcher4j.dl4j.generalization;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The {@link Measure}s of a network on some data; one that is not there has a reason. */
public final class Generalization {

  private final int examples;
  private final double accuracy;
  private final double loss;
  private final Map<Measure, Double> values;
  private final Map<Measure, String> reasons;

  Generalization(int examples, double accuracy, double loss, Findings found) {
    this.examples = examples;
    this.accuracy = accuracy;
    this.loss = loss;
    this.values = Collections.unmodifiableMap(new EnumMap<>(found.values));
    this.reasons = Collections.unmodifiableMap(new EnumMap<>(found.reasons));
  }

  /** What has been found so far. */
  static final class Findings {

    private final Map<Measure, Double> values = new EnumMap<>(Measure.class);
    private final Map<Measure, String> reasons = new EnumMap<>(Measure.class);

    void add(Measure measure, double value) {
      if (Double.isFinite(value)) {
        values.put(measure, value);
      } else {
        reasons.put(measure, "it leaves the range of a double");
      }
    }

    void absent(Measure measure, String reason) {
      reasons.put(measure, reason);
    }

    OptionalDouble value(Measure measure) {
      Double value = values.get(measure);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Why a measure that is not there is not there. */
    String reason(Measure measure) {
      return reasons.getOrDefault(measure, "");
    }
  }

  /** Number of examples m. */
  public int examples() {
    return examples;
  }

  /** Share of examples whose right class has the largest score, in [0, 1]. */
  public double accuracy() {
    return accuracy;
  }

  /** Mean loss over the examples without penalties; natural logarithm where it is one. */
  public double loss() {
    return loss;
  }

  /** The value of a measure; empty where it has none, see {@link #reason}. */
  public OptionalDouble value(Measure measure) {
    Double value = values.get(measure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * The value as bounds on the error of generalization have it: {@code sqrt(x / m)}, or {@code (x -
   * ln m) / 2} of a logarithm; the margin, sigma and the sharpness as they are.
   */
  public OptionalDouble adjusted(Measure measure) {
    Double value = values.get(measure);
    return value == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(measure.adjusted(value, examples));
  }

  /** Why a measure has no value; empty where it has one. */
  public Optional<String> reason(Measure measure) {
    return Optional.ofNullable(reasons.get(measure));
  }

  /** A line for each measure, in lines of at most 80 columns but for long reasons. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d examples, accuracy %.4f, loss %.4g\n%-28s %12s %12s\n",
                examples,
                accuracy,
                loss,
                "measure",
                "value",
                "adjusted"));
    for (Measure measure : Measure.values()) {
      text.append(String.format(Locale.ROOT, "%-28s ", measure.key()));
      OptionalDouble value = value(measure);
      if (value.isPresent()) {
        double adjusted = measure.adjusted(value.getAsDouble(), examples);
        text.append(String.format(Locale.ROOT, "%12.5g %12.5g\n", value.getAsDouble(), adjusted));
      } else {
        text.append(reasons.get(measure)).append('\n');
      }
    }
    return text.toString();
  }
}
