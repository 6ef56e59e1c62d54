package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metrics;

/** Something about a layer that a person should look at. */
public final class Finding {

  private record Parts(FindingType type, String layer, String message, Metrics numbers) {}

  private final Parts parts;

  private Finding(Parts parts) {
    this.parts = parts;
  }

  /** A finding. */
  public static Finding of(FindingType type, String layer, String message, Metrics numbers) {
    return new Finding(new Parts(type, layer, message, numbers));
  }

  /** What it is. */
  public FindingType type() {
    return parts.type();
  }

  /** Full name of the layer. */
  public String layer() {
    return parts.layer();
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
