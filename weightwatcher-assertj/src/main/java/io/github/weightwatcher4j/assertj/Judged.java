package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.check.Complaint;
import io.github.weightwatcher4j.check.internal.Absence;
import io.github.weightwatcher4j.check.internal.Numbers;
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.Availability.Kind;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the verdict or the phase of a layer; an empty list where nothing is.
 *
 * @param row the layer
 * @param answers whether it can be told that it has a finding
 */
record Judged(LayerReport row, Function<FindingType, Availability> answers) {

  /** Verdicts that are asked for only where there is neither a collapse nor a trap. */
  private static final Set<Verdict> LATER =
      EnumSet.of(
          Verdict.RANDOM_LIKE, Verdict.OVER_TRAINED, Verdict.UNDER_TRAINED, Verdict.WELL_TRAINED);

  /** The verdict has to be one of these. */
  List<Complaint> oneOf(Set<Verdict> wanted) {
    Verdict verdict = row.verdict().verdict();
    if (wanted.contains(verdict)) {
      return List.of();
    }
    String should = "should be " + labels(wanted, Verdict::label);
    return verdict == Verdict.CANNOT_TELL
        ? unjudged(should + " but ")
        : wrong(should + " but is " + row.verdict());
  }

  /** The verdict must be none of these, and each of them has to be ruled out. */
  List<Complaint> otherThan(Set<Verdict> unwanted) {
    Verdict verdict = row.verdict().verdict();
    String should = "should not be " + labels(unwanted, Verdict::label);
    if (unwanted.contains(verdict)) {
      return wrong(should + " but is " + row.verdict());
    }
    return switch (verdict) {
      case CANNOT_TELL -> unjudged(should + " but ");
      case TRAPPED, RANK_COLLAPSED -> hiding(unwanted);
      default -> unwanted.contains(Verdict.TRAPPED) ? untrapped() : List.of();
    };
  }

  /** A collapse or a trap leaves open what the layer would be without it. */
  private List<Complaint> hiding(Set<Verdict> unwanted) {
    List<Complaint> complaints = new ArrayList<>();
    Set<Verdict> later = EnumSet.copyOf(LATER);
    later.retainAll(unwanted);
    if (!later.isEmpty()) {
      complaints.addAll(
          unknown(
              "may be %s, as it is %s".formatted(labels(later, Verdict::label), row.verdict())));
    }
    if (unwanted.contains(Verdict.TRAPPED)) {
      complaints.addAll(untrapped());
    }
    return complaints;
  }

  /** Traps that were not looked for are not ruled out. */
  private List<Complaint> untrapped() {
    return LayerReportAssert.complaints(row, EnumSet.of(FindingType.CORRELATION_TRAP), answers);
  }

  /** The phase, or both candidates for it, have to be among these. */
  List<Complaint> inPhase(Set<Phase> wanted) {
    String should = "should be in phase " + labels(wanted, Phase::label);
    if (row.phase().isEmpty()) {
      Availability answer = answers.apply(FindingType.RANK_COLLAPSE);
      String text = should + " but the phase " + Absence.ofNumber(answer);
      return List.of(Complaint.ofAbsence(row.name(), text, List.of(), answer));
    }
    LayerPhase phase = row.phase().get();
    Set<Phase> candidates = EnumSet.of(phase.phase());
    phase.rival().ifPresent(candidates::add);
    if (wanted.containsAll(candidates)) {
      return List.of();
    }
    boolean open =
        phase.phase() == Phase.TOO_SMALL || candidates.stream().anyMatch(wanted::contains);
    String text = should + " but is " + phase.label();
    List<String> tests = phase.tests().stream().map(Judged::text).toList();
    return List.of(new Complaint(row.name(), text, tests, open));
  }

  /** Such as {@code lambda_max past the edge: 3.2, critical 0.98 (p = 0.0004)}. */
  private static String text(PhaseTest test) {
    String chance =
        test.pValue().isPresent() ? " (p = " + Numbers.text(test.pValue().getAsDouble()) + ")" : "";
    return test.name()
        + ": "
        + Numbers.text(test.statistic())
        + ", critical "
        + Numbers.text(test.critical())
        + chance;
  }

  /** Nothing can be said of the layer; perhaps for want of an option. */
  private List<Complaint> unjudged(String should) {
    Availability answer = answers.apply(FindingType.RANDOM_LIKE);
    return answer.kind() == Kind.NOT_ASKED
        ? wrong(should + "noise " + Absence.ofFinding(answer))
        : unknown(should + "that cannot be told: " + row.verdict().reason());
  }

  private List<Complaint> wrong(String text) {
    return List.of(Complaint.of(row.name(), text, Complaint.meanings(row)));
  }

  private List<Complaint> unknown(String text) {
    return List.of(new Complaint(row.name(), text, Complaint.meanings(row), true));
  }

  private static <T> String labels(Set<T> several, Function<T, String> label) {
    Stream<String> labels = several.stream().map(label);
    return labels.collect(Collectors.joining(" or "));
  }
}
