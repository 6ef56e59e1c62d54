package io.github.weightwatcher4j.similarity;

import org.jspecify.annotations.Nullable;

/** Two representations of the same samples, and what several measures need of them, once. */
final class RepresentationPair {

  private final Representation x;
  private final Representation y;
  private @Nullable CanonicalCorrelations canonical;

  RepresentationPair(Representation x, Representation y) {
    CanonicalCorrelations.requireSameSamples(x, y);
    this.x = x;
    this.y = y;
  }

  Representation x() {
    return x;
  }

  Representation y() {
    return y;
  }

  CanonicalCorrelations canonical() {
    if (canonical == null) {
      canonical = CanonicalCorrelations.of(x, y);
    }
    return canonical;
  }
}
