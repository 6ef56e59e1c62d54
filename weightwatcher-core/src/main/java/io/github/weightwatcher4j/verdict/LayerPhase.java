package io.github.weightwatcher4j.verdict;

import java.util.List;
import java.util.Optional;

/** The phase of a layer with the tests that decided. Immutable. */
public final class LayerPhase {

  private record Parts(
      Phase phase,
      Optional<Phase> rival,
      Optional<Phase> rest,
      boolean deadUnits,
      List<PhaseTest> tests) {}

  private final Parts parts;

  private LayerPhase(Parts parts) {
    this.parts = parts;
  }

  /**
   * A phase.
   *
   * @param phase the phase, or the likelier of two candidates
   * @param rival the other candidate where the tests do not decide; empty where they do
   * @param rest after a rank collapse, the phase of the eigenvalues that are not zero
   * @param deadUnits whether rows and columns that are all zero explain the collapse
   * @param tests in the order in which they were made
   */
  public static LayerPhase of(
      Phase phase,
      Optional<Phase> rival,
      Optional<Phase> rest,
      boolean deadUnits,
      List<PhaseTest> tests) {
    return new LayerPhase(new Parts(phase, rival, rest, deadUnits, List.copyOf(tests)));
  }

  /** The phase; where it is undecided, the first candidate. */
  public Phase phase() {
    return parts.phase();
  }

  /** The other candidate where the tests leave two; empty where the phase is decided. */
  public Optional<Phase> rival() {
    return parts.rival();
  }

  /** The phase of the eigenvalues that are not zero, after a rank collapse. */
  public Optional<Phase> rest() {
    return parts.rest();
  }

  /**
   * Whether the zeros are those of rows and columns that are all zero, such as units that died or
   * were pruned: what is left need not have collapsed.
   */
  public boolean isOfDeadUnits() {
    return parts.deadUnits();
  }

  /** The phase of what is alive: of the rest after a collapse, else that of the whole. */
  public Phase ofLive() {
    return rest().orElse(phase());
  }

  /** Every test that was made, with its numbers. */
  public List<PhaseTest> tests() {
    return parts.tests();
  }

  /** Whether two phases remain. */
  public boolean isUndecided() {
    return rival().isPresent();
  }

  /** Such as {@code bulk+spikes}, or {@code undecided (bulk-decay or bulk+spikes)}. */
  public String label() {
    return rival()
        .map(other -> "undecided (" + phase().label() + " or " + other.label() + ")")
        .orElse(phase().label());
  }

  @Override
  public String toString() {
    return label();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerPhase that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
