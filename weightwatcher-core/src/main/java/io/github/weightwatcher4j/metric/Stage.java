package io.github.weightwatcher4j.metric;

import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import java.util.Optional;

/** A step of the analysis of a layer; each metric belongs to the one that computes it. */
public enum Stage {
  /** From the shape alone, without a decomposition. */
  SHAPE,
  /** From the fit of the tail; absent where it failed. */
  FIT,
  /** From resampling the spectrum, on request. */
  BOOTSTRAP(Requirement.of(Options.BOOTSTRAP, 1000, samples -> samples > 0)),
  /** From sums and extremes of the spectrum. */
  NORMS,
  /** From counts of small eigenvalues. */
  RANKS,
  /** From the fit of the Marchenko-Pastur law, on request; absent where it failed. */
  BULK(Requirement.of(Options.MP_FIT)),
  /** From the spectra of shuffled weights, on request. */
  RANDOM(Requirement.of(Options.RANDOMIZE)),
  /** From the condition |det X| = 1 on the tail (SETOL), on request. */
  ERG(Requirement.of(Options.DETX)),
  /** From the eigenvectors, on request. */
  VECTORS(Requirement.of(Options.VECTORS));

  @SuppressWarnings("ImmutableEnumChecker") // immutable, but has no annotation that says so
  private final Optional<Requirement<?>> requirement;

  Stage() {
    this.requirement = Optional.empty();
  }

  Stage(Requirement<?> requirement) {
    this.requirement = Optional.of(requirement);
  }

  /** The option that asks for it; empty where every analysis takes it. */
  public Optional<Requirement<?>> requirement() {
    return requirement;
  }
}
