package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.setol.SetolLayer;
import io.github.weightwatcher4j.setol.SetolTail;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of a layer in words: its phase, the tests behind it, and what else was found. */
final class LayerStory {

  private LayerStory() {}

  /** The phase for a table: such as {@code bulk+spikes}. */
  static String phase(LayerReport row) {
    return row.phase().map(LayerPhase::label).orElse("unknown");
  }

  /** The phase as a sentence without its end. */
  static String phaseSentence(LayerReport row) {
    return row.phase().map(LayerStory::sentence).orElse("unknown, since the bulk was not fitted");
  }

  private static String sentence(LayerPhase phase) {
    StringBuilder text = new StringBuilder();
    text.append(
        phase
            .rival()
            .map(rival -> "undecided between " + phase.phase().label() + " and " + rival.label())
            .orElse(phase.phase().label()));
    Optional<Phase> rest = phase.rest();
    rest.ifPresent(it -> text.append("; the eigenvalues that are not zero: ").append(it.label()));
    if (phase.isOfDeadUnits()) {
      text.append(
          "; rows and columns that are all zero explain the zeros, so what is left is judged");
    }
    return text.toString();
  }

  /** How far it is from SETOL's ideal layer, a sentence without its end; empty if not asked. */
  static String setol(LayerReport row) {
    return row.setol().map(setol -> setol(row, setol)).orElse("");
  }

  private static String setol(LayerReport row, SetolLayer setol) {
    String where =
        setol.logRatio().isPresent()
            ? "ln(xmin / detX) = " + NumberText.of(setol.logRatio().getAsDouble())
            : "the two tails cannot be compared";
    String ideal = row.isIdeal() ? ", ideal within its errors: alpha 2 and xmin = detX" : "";
    return where
        + ideal
        + norm("from detX on", Optional.of(setol.erg()))
        + norm("from xmin on", setol.powerLaw());
  }

  private static String norm(String which, Optional<SetolTail> tail) {
    return tail.flatMap(SetolTail::generalizedNorm)
        .map(
            sums ->
                "; generalized norm of the tail %s: %s"
                    .formatted(
                        which,
                        sums.settle()
                            ? NumberText.of(sums.limit().getAsDouble())
                            : "does not converge"))
        .orElse("");
  }

  /** The phases that a layer may be in, by their names, for a filter. */
  static List<String> phases(LayerReport row) {
    List<String> names = new ArrayList<>();
    row.phase()
        .ifPresent(
            phase -> {
              names.add(phase.phase().name());
              phase.rival().map(Phase::name).ifPresent(names::add);
            });
    return names;
  }

  /** The tests that decided the phase, for the template. */
  static List<Map<String, String>> tests(LayerReport row) {
    return row.phase().map(LayerPhase::tests).orElse(List.of()).stream()
        .map(LayerStory::test)
        .toList();
  }

  private static Map<String, String> test(PhaseTest test) {
    return Map.of(
        "name", test.name(),
        "statistic", NumberText.of(test.statistic()),
        "critical", NumberText.of(test.critical()),
        "p", test.pValue().isPresent() ? chance(test.pValue().getAsDouble()) : "");
  }

  /** A chance is never 0, but may be too small for a number. */
  static String chance(double p) {
    return p == 0 ? "< 10⁻³⁰⁰" : NumberText.of(p);
  }

  /** The findings that say more than the verdict's own reason does, the most serious first. */
  static List<Finding> evidence(LayerReport row) {
    return row.findings().stream()
        .filter(finding -> !finding.message().equals(row.verdict().reason()))
        .toList();
  }
}
