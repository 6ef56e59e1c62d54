package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.check.Complaint;
import io.github.weightwatcher4j.check.LayerNames;
import io.github.weightwatcher4j.check.Regression;
import io.github.weightwatcher4j.check.internal.Absence;
import io.github.weightwatcher4j.check.internal.Baseline;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on an analysis. A failure names the layers, tells the numbers and what they mean, and
 * shows the rows of the table around them.
 *
 * <p>Unknown is no pass. An assertion on several layers fails where one of them
 *
 * <ul>
 *   <li>was lost: its weights are NaN, infinite or unreadable, see {@link
 *       io.github.weightwatcher4j.report.SkippedLayer.Cause#isLoss};
 *   <li>lacks the number that the assertion is about, because a fit failed or was refused;
 *   <li>has no verdict but {@code cannot tell}, where the assertion is about verdicts;
 * </ul>
 *
 * and names it with the reason. {@link #allowingUnknown} is the way out. An analysis without any
 * layer fails every assertion, as it shows nothing.
 */
public final class AnalysisAssert extends AbstractAssert<AnalysisAssert, Analysis> {

  private final Scope scope;
  private final boolean allowsUnknown;

  AnalysisAssert(Analysis actual) {
    this(actual, Scope.all(), false);
  }

  private AnalysisAssert(Analysis actual, Scope scope, boolean allowsUnknown) {
    super(actual, AnalysisAssert.class);
    this.scope = scope;
    this.allowsUnknown = allowsUnknown;
  }

  /**
   * The same assertions, which what could not be had does not fail: layers that were lost, numbers
   * and verdicts that the analysis was asked for in vain, fits that failed or were refused. What is
   * known still has to pass; and what the analysis was not asked for fails as before.
   *
   * <pre>{@code
   * assertThat(analysis).allowingUnknown().allLayers(LayerReportAssert::isNotRandom);
   * }</pre>
   */
  public AnalysisAssert allowingUnknown() {
    return on(scope, true);
  }

  /**
   * Assertions on one row.
   *
   * @param name full name; that of a slice where slices are not pooled, {@code conv1[3]}
   */
  public LayerReportAssert layer(String name) {
    isNotNull();
    LayerReport row =
        actual
            .details()
            .find(name)
            .orElseThrow(() -> failure("%s", NoSuchLayer.text(name, actual)));
    LayerReportAssert layer = layer(row, this::text);
    return info.hasDescription() ? layer.as(info.description()) : layer;
  }

  /**
   * The same assertions on some of the layers.
   *
   * @param selector as for an analysis: {@code byType(CONV2D)}, {@code nameMatches("block3.*")}
   */
  public AnalysisAssert layers(LayerSelector selector) {
    isNotNull();
    Scope narrower = scope.and(Scope.of(selector));
    LayerTable chosen = narrower.of(actual).details();
    if (chosen.size() == 0 || !Scope.hasAllNames(selector, chosen)) {
      throw failure("%s", NoSuchLayer.text(selector, actual));
    }
    return on(narrower, allowsUnknown);
  }

  /**
   * The same assertions on the rows that pass: {@code layers(row -> row.tail().succeeded())}. A
   * layer that was lost has no row to ask, and stays among them as unknown.
   */
  public AnalysisAssert layers(Predicate<? super LayerReport> rule) {
    LayerTable rows = chosen().details();
    LayerTable passing = rows.filter(rule);
    if (passing.size() == 0) {
      String text = "\nExpecting layers of '%s' that pass the rule, but none does:\n\n%s";
      throw failure(text, actual.model(), rows.toString().indent(2));
    }
    return on(scope.and(Scope.of(passing)), allowsUnknown);
  }

  /** Every layer with weights was analysed, or left out by choice or by its size; none was lost. */
  public AnalysisAssert isComplete() {
    return pass(chosen(), List.of());
  }

  /**
   * Every layer passes; the failure tells all that do not.
   *
   * @param requirements assertions on a row: {@code layer -> layer.hasAlphaBetween(2, 6)}
   */
  public AnalysisAssert allLayers(Consumer<? super LayerReportAssert> requirements) {
    Analysis chosen = chosen();
    List<Complaint> complaints = new ArrayList<>();
    for (LayerReport row : chosen.details()) {
      try {
        requirements.accept(layer(row, Complaint::lines));
      } catch (AssertionError e) {
        complaints.add(Complaint.ofText(row.name(), String.valueOf(e.getMessage())));
      }
    }
    return pass(chosen, complaints);
  }

  /**
   * Every layer {@link LayerReportAssert#isTrainedWell is trained well}, borderline included.
   * Layers with few eigenvalues, such as an output layer of ten classes, cannot be told: choose
   * {@link #layers} without them, or allow the unknown.
   */
  public AnalysisAssert layersAreTrainedWell() {
    return judge(judged -> judged.oneOf(EnumSet.of(Verdict.WELL_TRAINED)));
  }

  /**
   * No layer has one of some verdicts, and each is ruled out: {@code
   * hasNoLayerThatIs(RANK_COLLAPSED, OVER_TRAINED)}. Traps need {@code randomize(true)}. A trap or
   * a collapse leaves open what the layer would be without it, as at {@link
   * LayerReportAssert#isNotRandom}.
   */
  public AnalysisAssert hasNoLayerThatIs(Verdict verdict, Verdict... more) {
    Set<Verdict> unwanted = EnumSet.of(verdict, more);
    return judge(judged -> judged.otherThan(unwanted));
  }

  private AnalysisAssert judge(Function<Judged, List<Complaint>> rule) {
    Analysis chosen = chosen();
    List<Complaint> complaints = new ArrayList<>();
    for (LayerReport row : chosen.details()) {
      complaints.addAll(rule.apply(new Judged(row, type -> actual.availability(row, type))));
    }
    return pass(chosen, complaints);
  }

  /**
   * Nothing that the analysis looked for was found in any layer. Of findings, that a fit failed or
   * was refused counts as unknown.
   */
  public AnalysisAssert hasNoFindings() {
    Analysis chosen = chosen();
    return pass(chosen, chosen.findings().stream().map(Complaint::of).toList());
  }

  /** Nothing of some types was found in any layer, and all of them were looked for in each. */
  public AnalysisAssert hasNoFindings(FindingType type, FindingType... more) {
    Analysis chosen = chosen();
    Set<FindingType> types = EnumSet.of(type, more);
    List<Complaint> complaints = new ArrayList<>();
    for (LayerReport row : chosen.details()) {
      complaints.addAll(
          LayerReportAssert.complaints(row, types, it -> chosen.availability(row, it)));
    }
    chosen.findings().stream()
        .filter(f -> types.contains(f.type()) && chosen.details().find(f.layer()).isEmpty())
        .map(Complaint::of)
        .forEach(complaints::add);
    return pass(chosen, complaints);
  }

  /**
   * No few huge weights make eigenvalues of their own, at the level of the model. Needs {@code
   * randomize(true)}. Fails where the shuffled weights of a layer have no bulk to judge by.
   */
  public AnalysisAssert hasNoCorrelationTraps() {
    return hasNoFindings(FindingType.CORRELATION_TRAP);
  }

  /**
   * An assertion on the arithmetic mean of a metric: {@code meanOf(ALPHA).isLessThan(4)}. It fails
   * where a layer was lost, has no such number or no fit of its tail; where the unknown is allowed,
   * the mean is over the layers that have the metric and whose fit succeeded, as in {@link
   * io.github.weightwatcher4j.report.Summary}.
   */
  public AbstractDoubleAssert<?> meanOf(Metric metric) {
    Analysis chosen = chosen();
    LayerTable rows = chosen.details();
    List<Complaint> absences = rows.stream().flatMap(row -> absence(row, metric).stream()).toList();
    pass(chosen, absences);
    Statistics statistics =
        Statistics.of(rows.filter(row -> row.tail().succeeded()).column(metric))
            .orElseThrow(() -> failure("%s", text(absences)));
    String text =
        "mean %s of '%s' over %d of %d rows (%s)\n\n%s"
            .formatted(
                metric.key(),
                actual.model(),
                statistics.count(),
                rows.size(),
                metric.meaning(),
                rows.toString().indent(2));
    String description = info.hasDescription() ? info.descriptionText() + ": " + text : text;
    return Assertions.assertThat(statistics.mean()).as("%s", description);
  }

  /**
   * No layer is worse than it was in a baseline, another analysis with the same options. Layers are
   * matched by name, or by name behind a prefix of either model; a layer is worse where
   *
   * <ul>
   *   <li>alpha lies outside of {@code [min(b, 2) - tolerance, 2 + |b - 2| + tolerance]}, where b
   *       is the baseline's: farther above 2 than it was from it, or deeper below 2. Training
   *       brings alpha down towards 2; below 2 the layer has learned more than the data may hold;
   *   <li>it had an alpha or another number and has none, was skipped or is gone;
   *   <li>it has a finding of a type that it did not have, over- and under-trained aside where the
   *       first rule decides: so the tolerance holds at 2 and 6 too.
   * </ul>
   *
   * <p>A layer that the baseline lacks can only fail by its findings, or by being lost. Analyses
   * whose options differ are not compared: the assertion fails and lists them.
   *
   * @param tolerance of alpha, at least 0; alpha's standard error, told in tables as ±, is a
   *     measure for it
   * @throws IllegalArgumentException where the tolerance is negative, NaN or infinite
   */
  public AnalysisAssert isNotWorseThan(Analysis baseline, double tolerance) {
    LayerNames names = LayerNames.of(baseline, actual);
    Analysis chosen = chosen();
    Analysis before = scope.before(names, chosen).of(baseline);
    Regression regression = Regression.of(before, chosen, names, tolerance);
    String options = regression.otherOptions();
    if (!options.isEmpty()) {
      String text = "\nExpecting a baseline of '%s' with the same options, but they differ:\n%s";
      throw failure(text, actual.model(), options);
    }
    return pass(regression.complaints());
  }

  /**
   * As {@link #isNotWorseThan(Analysis, double)}, with a baseline that {@link
   * io.github.weightwatcher4j.export.AnalysisJson#write} wrote. The assertion fails where there is
   * no such file, and says how to write it.
   */
  public AnalysisAssert isNotWorseThan(Path baseline, double tolerance) {
    try {
      return isNotWorseThan(Baseline.read(baseline), tolerance);
    } catch (IOException e) {
      throw failure("\nExpecting a baseline, but %s", e.getMessage());
    }
  }

  private Optional<Complaint> absence(LayerReport row, Metric metric) {
    Metric lacking = row.metric(metric).isEmpty() ? metric : Metric.ALPHA;
    Availability answer = actual.availability(row, lacking);
    return row.metric(metric).isPresent() && row.tail().succeeded()
        ? Optional.empty()
        : Optional.of(
            Complaint.ofAbsence(
                row.name(), lacking.key() + " " + Absence.ofNumber(answer), List.of(), answer));
  }

  private Analysis chosen() {
    isNotNull();
    Analysis chosen = scope.of(actual);
    if (chosen.details().size() == 0) {
      throw failure("%s", NoSuchLayer.text(actual));
    }
    return chosen;
  }

  private AnalysisAssert on(Scope narrower, boolean allowing) {
    AnalysisAssert narrowed = new AnalysisAssert(actual, narrower, allowing);
    return info.hasDescription() ? narrowed.as(info.description()) : narrowed;
  }

  boolean allowsUnknown() {
    return allowsUnknown;
  }

  private LayerReportAssert layer(LayerReport row, Function<List<Complaint>, String> telling) {
    return new LayerReportAssert(row, this, actual, telling);
  }

  /** Of layers that were lost as well, where nothing else is said of them. */
  private AnalysisAssert pass(Analysis chosen, List<Complaint> complaints) {
    Set<String> told = complaints.stream().map(Complaint::layer).collect(Collectors.toSet());
    Stream<Complaint> lost =
        chosen.lost().stream()
            .filter(layer -> !told.contains(layer.layer().name()))
            .map(Complaint::of);
    return pass(Stream.concat(complaints.stream(), lost).toList());
  }

  private AnalysisAssert pass(List<Complaint> complaints) {
    List<Complaint> standing =
        complaints.stream().filter(complaint -> !(allowsUnknown && complaint.isUnknown())).toList();
    if (!standing.isEmpty()) {
      throw failure("%s", text(standing));
    }
    return this;
  }

  private String text(List<Complaint> complaints) {
    return FailureText.of(actual, complaints);
  }
}
