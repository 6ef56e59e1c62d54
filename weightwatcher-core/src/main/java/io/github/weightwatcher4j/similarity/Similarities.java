package io.github.weightwatcher4j.similarity;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Every {@link SimilarityMeasure} of two representations. Immutable. */
public final class Similarities {

  private final Representation x;
  private final Representation y;
  private final Map<SimilarityMeasure, Double> values = new EnumMap<>(SimilarityMeasure.class);
  private final Map<SimilarityMeasure, String> reasons = new EnumMap<>(SimilarityMeasure.class);

  private Similarities(Representation x, Representation y) {
    this.x = x;
    this.y = y;
  }

  /**
   * All measures of two representations of the same samples. A measure that cannot be had is absent
   * with its {@linkplain #reason reason}.
   *
   * @throws IllegalArgumentException where the numbers of samples differ
   */
  public static Similarities of(Representation x, Representation y) {
    RepresentationPair pair = new RepresentationPair(x, y);
    Similarities found = new Similarities(x, y);
    for (SimilarityMeasure measure : SimilarityMeasure.values()) {
      try {
        found.values.put(measure, measure.of(pair));
      } catch (IllegalArgumentException e) {
        found.reasons.put(measure, String.valueOf(e.getMessage()));
      }
    }
    return found;
  }

  /** The first representation. */
  public Representation x() {
    return x;
  }

  /** The second representation. */
  public Representation y() {
    return y;
  }

  /** The value of a measure; empty where it cannot be had. */
  public OptionalDouble value(SimilarityMeasure measure) {
    Double value = values.get(measure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Why a measure cannot be had; empty text where it can. */
  public String reason(SimilarityMeasure measure) {
    return reasons.getOrDefault(measure, "");
  }

  /** Whether every measure is there. */
  public boolean isComplete() {
    return reasons.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (SimilarityMeasure measure : SimilarityMeasure.values()) {
      OptionalDouble value = value(measure);
      String shown =
          value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
      text.append("%-21s %7s  %s\n".formatted(measure.key(), shown, measure.meaning()));
    }
    return text.toString();
  }
}
