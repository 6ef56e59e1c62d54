package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Optional;

/** Something about a layer that a person should look at. */
public final class Finding {

  private record Parts(FindingType type, String rawLayer, String message, Metrics numbers) {}

  private final Parts parts;

  private Finding(Parts parts) {
    this.parts = parts;
  }

  /**
   * A finding.
   *
   * @param rawLayer full name of the layer, as the model has it or as it is shown
   */
  public static Finding of(FindingType type, String rawLayer, String message, Metrics numbers) {
    return new Finding(new Parts(type, Printable.raw(rawLayer), Printable.of(message), numbers));
  }

  /** That weights are not finite, of a layer that was skipped for it; empty for other reasons. */
  public static Optional<Finding> of(SkippedLayer skipped) {
    return skipped.cause() == SkippedLayer.Cause.NOT_FINITE
        ? Optional.of(
            of(FindingType.NOT_FINITE, skipped.layer().rawName(), skipped.reason(), Metrics.none()))
        : Optional.empty();
  }

  /** What it is. */
  public FindingType type() {
    return parts.type();
  }

  /** Full name of the layer, as it is shown. */
  public String layer() {
    return Printable.name(parts.rawLayer());
  }

  /** Full name of the layer, as it was given. */
  public String rawLayer() {
    return parts.rawLayer();
  }

  /** The finding with its numbers, a sentence. */
  public String message() {
    return parts.message();
  }

  /** The metrics behind it; none where there is no spectrum. */
  public Metrics numbers() {
    return parts.numbers();
  }

  @Override
  public String toString() {
    return layer() + ": " + message();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Finding that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
