package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.check.Complaint;
import io.github.weightwatcher4j.check.internal.Absence;
import io.github.weightwatcher4j.check.internal.Numbers;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a layer. A failure tells the numbers, what they mean and the rows around.
 *
 * <p>Unknown is no pass: a number that could not be had, or a verdict that could not be reached,
 * fails with its reason, unless the layer was taken from an analysis {@link
 * AnalysisAssert#allowingUnknown allowing the unknown}.
 */
public final class LayerReportAssert extends AbstractAssert<LayerReportAssert, LayerReport> {

  private final Optional<AnalysisAssert> origin;
  private final Optional<Analysis> analysis;
  private final Function<List<Complaint>, String> telling;

  LayerReportAssert(LayerReport actual) {
    super(actual, LayerReportAssert.class);
    this.origin = Optional.empty();
    this.analysis = Optional.empty();
    this.telling = complaints -> FailureText.of(actual, complaints);
  }

  /** The layer of an analysis; its failures are told by the one given. */
  LayerReportAssert(
      LayerReport actual,
      AnalysisAssert origin,
      Analysis analysis,
      Function<List<Complaint>, String> telling) {
    super(actual, LayerReportAssert.class);
    this.origin = Optional.of(origin);
    this.analysis = Optional.of(analysis);
    this.telling = telling;
  }

  /** The exponent of the tail lies between two bounds, both included. */
  public LayerReportAssert hasAlphaBetween(double low, double high) {
    return hasMetricBetween(Metric.ALPHA, low, high);
  }

  /**
   * A metric lies between two bounds, both included. Where the layer has no such number, because it
   * was not asked for or because a fit failed, the assertion fails with the reason.
   *
   * @throws IllegalArgumentException unless {@code low <= high}
   */
  public LayerReportAssert hasMetricBetween(Metric metric, double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "bounds must be low <= high but were " + low + " and " + high);
    }
    isNotNull();
    OptionalDouble value = actual.metric(metric);
    if (value.isEmpty()) {
      Availability answer = availability(metric);
      String text = metric.key() + " " + Absence.ofNumber(answer);
      return pass(Complaint.ofAbsence(actual.name(), text, meanings(metric), answer));
    }
    double number = value.getAsDouble();
    if (!(low <= number && number <= high)) {
      String bounds = Numbers.text(low) + " and " + Numbers.text(high);
      String is = Numbers.outside(number, low, high) + uncertainty(metric);
      String text = metric.key() + " should be between " + bounds + " but is " + is;
      return pass(Complaint.of(actual.name(), text, meanings(metric)));
    }
    return this;
  }

  /**
   * The verdict is {@link Verdict#WELL_TRAINED}, be it borderline or not: the tail is a power law
   * that is not rejected, alpha is from 2 to 6 or at most a standard error outside, and noise is
   * ruled out. Use {@code row.verdict().isBorderline()} to be stricter.
   */
  public LayerReportAssert isTrainedWell() {
    return hasVerdict(Verdict.WELL_TRAINED);
  }

  /**
   * The layer can be told from random weights. Fails of a random-like layer; and of one whose
   * verdict cannot be told, or is a rank collapse or a trap, which come before the question whether
   * the rest is random: that is unknown.
   */
  public LayerReportAssert isNotRandom() {
    isNotNull();
    return pass(judgement().otherThan(EnumSet.of(Verdict.RANDOM_LIKE)));
  }

  /**
   * The verdict is one of some. {@link Verdict#CANNOT_TELL} is a verdict as well, which a test may
   * expect; where it is not expected, it is unknown whether the layer is as it should be.
   */
  public LayerReportAssert hasVerdict(Verdict verdict, Verdict... more) {
    isNotNull();
    return pass(judgement().oneOf(EnumSet.of(verdict, more)));
  }

  /**
   * The phase is one of some, as in the column {@code phase}. Of an undecided layer both candidates
   * have to be among them; where only one is, it is unknown whether the layer is in it.
   */
  public LayerReportAssert isInPhase(Phase phase, Phase... more) {
    isNotNull();
    return pass(judgement().inPhase(EnumSet.of(phase, more)));
  }

  /** Nothing that the analysis looked for was found. */
  public LayerReportAssert hasNoFindings() {
    isNotNull();
    return pass(actual.findings().stream().map(Complaint::of).toList());
  }

  /** Nothing of some types was found, and all of them were looked for. */
  public LayerReportAssert hasNoFindings(FindingType type, FindingType... more) {
    isNotNull();
    return pass(complaints(actual, EnumSet.of(type, more), this::availability));
  }

  /**
   * No few huge weights make eigenvalues of their own, at the level of the model; needs {@code
   * randomize(true)}. Fails where the shuffled weights have no bulk to judge by.
   */
  public LayerReportAssert hasNoCorrelationTraps() {
    return hasNoFindings(FindingType.CORRELATION_TRAP);
  }

  /** Something of a type was found: for tests of networks that are bad on purpose. */
  public LayerReportAssert hasFinding(FindingType type) {
    isNotNull();
    if (actual.findings().stream().noneMatch(finding -> finding.type() == type)) {
      Availability answer = availability(type);
      String missing = answer.isPresent() ? "was not found" : Absence.ofFinding(answer);
      String text = "'" + type.label() + "' " + missing;
      return pass(Complaint.ofAbsence(actual.name(), text, List.of(), answer));
    }
    return this;
  }

  /**
   * Back to the analysis that this layer is of.
   *
   * @throws IllegalStateException where there is none: {@code assertThat(report)}
   */
  public AnalysisAssert and() {
    return origin.orElseThrow(
        () ->
            new IllegalStateException(
                "this row stands alone; start from assertThat(analysis).layer(...)"));
  }

  /** Findings of some types in a row, and what of them was not looked for. */
  static List<Complaint> complaints(
      LayerReport row, Set<FindingType> types, Function<FindingType, Availability> answers) {
    List<Complaint> complaints = new ArrayList<>();
    for (FindingType type : types) {
      List<Finding> found = row.findings().stream().filter(f -> f.type() == type).toList();
      found.forEach(finding -> complaints.add(Complaint.of(finding)));
      Availability answer = answers.apply(type);
      if (found.isEmpty() && !answer.isPresent()) {
        String text = "'" + type.label() + "' " + Absence.ofFinding(answer);
        complaints.add(Complaint.ofAbsence(row.name(), text, List.of(), answer));
      }
    }
    return complaints;
  }

  private Availability availability(Metric metric) {
    return analysis
        .map(it -> it.availability(actual, metric))
        .orElseGet(() -> actual.availability(metric));
  }

  private Availability availability(FindingType type) {
    return analysis
        .map(it -> it.availability(actual, type))
        .orElseGet(() -> actual.availability(type));
  }

  private String uncertainty(Metric metric) {
    OptionalDouble sigma = actual.metric(Metric.SIGMA);
    boolean known = metric == Metric.ALPHA && sigma.isPresent();
    return known ? " ± " + Numbers.text(sigma.getAsDouble()) : "";
  }

  private Judged judgement() {
    return new Judged(actual, this::availability);
  }

  private List<String> meanings(Metric metric) {
    List<String> meanings = new ArrayList<>();
    meanings.add(metric.key() + ": " + metric.meaning());
    meanings.addAll(Complaint.meanings(actual));
    return meanings;
  }

  private LayerReportAssert pass(Complaint complaint) {
    return pass(List.of(complaint));
  }

  private LayerReportAssert pass(List<Complaint> complaints) {
    boolean allowed = origin.filter(AnalysisAssert::allowsUnknown).isPresent();
    List<Complaint> standing =
        complaints.stream().filter(complaint -> !(allowed && complaint.isUnknown())).toList();
    if (!standing.isEmpty()) {
      throw failure("%s", telling.apply(standing));
    }
    return this;
  }
}
