package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.option.Requirement;
import java.util.Optional;

/** What a metric declares of itself. */
public record Definition(
    String key,
    Stage stage,
    String meaning,
    Display display,
    Optional<Requirement<?>> requirement,
    Optional<VectorColumn> vectors) {

  /** A moment of what was measured of the eigenvectors. */
  public static Definition of(VectorColumn column) {
    return new Definition(
        column.key(),
        Stage.VECTORS,
        column.meaning(),
        Display.NUMBER,
        Stage.VECTORS.requirement(),
        Optional.of(column));
  }
}
