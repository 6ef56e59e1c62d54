package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metrics;

/**
 * Something about a layer that a person should look at.
 *
 * @param type what it is
 * @param layer full name of the layer
 * @param message the finding with its numbers, a sentence
 * @param numbers the metrics behind it; none where there is no spectrum
 */
public record Finding(FindingType type, String layer, String message, Metrics numbers) {

  @Override
  public String toString() {
    return layer + ": " + message;
  }
}
