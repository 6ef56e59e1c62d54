package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import java.util.List;
import java.util.Optional;

/**
 * {@code phase==heavy-tailed}: the shape of any layer.
 *
 * @param equal whether the phase fails the build; else every other does
 */
record PhaseCondition(Phase phase, boolean equal) implements Condition {

  @Override
  public List<Met> met(Analysis analysis) {
    return analysis.details().stream()
        .filter(row -> row.phase().filter(found -> meets(found.phase())).isPresent())
        .map(row -> Met.of(row, row.phase().orElseThrow().label()))
        .toList();
  }

  private boolean meets(Phase found) {
    return (found == phase) == equal;
  }

  /** Layers without a phase, and those that have two candidates of which one would do. */
  @Override
  public List<Unknown> unknowns(Analysis analysis) {
    return Condition.unknowns(analysis, this::reason);
  }

  private Optional<String> reason(LayerReport row) {
    if (row.phase().isEmpty()) {
      return Optional.of("no phase: " + row.verdict().reason());
    }
    LayerPhase found = row.phase().get();
    boolean open =
        (found.phase() == Phase.TOO_SMALL && phase != Phase.TOO_SMALL)
            || found.rival().filter(this::meets).isPresent();
    return open ? Optional.of(found.label()) : Optional.empty();
  }

  @Override
  public List<Requirement<?>> requirements() {
    return List.of(Requirement.of(Options.MP_FIT));
  }

  @Override
  public String toString() {
    return "phase" + (equal ? "==" : "!=") + phase.label();
  }
}
