package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on an analysis. A failure names the layers, tells the numbers and what they mean, and
 * shows the rows of the table around them.
 *
 * <p>An analysis without any layer fails every assertion, as it shows nothing.
 */
public final class AnalysisAssert extends AbstractAssert<AnalysisAssert, Analysis> {

  private final Scope scope;

  AnalysisAssert(Analysis actual) {
    this(actual, Scope.all());
  }

  private AnalysisAssert(Analysis actual, Scope scope) {
    super(actual, AnalysisAssert.class);
    this.scope = scope;
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
    return on(narrower);
  }

  /** The same assertions on the rows that pass: {@code layers(row -> row.tail().succeeded())}. */
  public AnalysisAssert layers(Predicate<? super LayerReport> rule) {
    LayerTable rows = chosen().details();
    LayerTable passing = rows.filter(rule);
    if (passing.size() == 0) {
      String text = "\nExpecting layers of '%s' that pass the rule, but none does:\n\n%s";
      throw failure(text, actual.model(), rows.toString().indent(2));
    }
    return on(Scope.of(passing));
  }

  /**
   * Every layer passes; the failure tells all that do not.
   *
   * @param requirements assertions on a row: {@code layer -> layer.hasAlphaBetween(2, 6)}
   */
  public AnalysisAssert allLayers(Consumer<? super LayerReportAssert> requirements) {
    List<Complaint> complaints = new ArrayList<>();
    for (LayerReport row : chosen().details()) {
      try {
        requirements.accept(layer(row, Complaint::lines));
      } catch (AssertionError e) {
        complaints.add(Complaint.ofText(row.name(), String.valueOf(e.getMessage())));
      }
    }
    return pass(complaints);
  }

  /** Nothing that the analysis looked for was found in any layer. */
  public AnalysisAssert hasNoFindings() {
    return pass(chosen().findings().stream().map(Complaint::of).toList());
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
    return pass(complaints);
  }

  /** No few huge weights make eigenvalues of their own; needs {@code randomize(true)}. */
  public AnalysisAssert hasNoCorrelationTraps() {
    return hasNoFindings(FindingType.CORRELATION_TRAP);
  }

  /**
   * An assertion on the arithmetic mean of a metric over the layers that have it and whose fit
   * succeeded, as in {@link io.github.weightwatcher4j.report.Summary}: {@code
   * meanOf(ALPHA).isLessThan(4)}.
   */
  public AbstractDoubleAssert<?> meanOf(Metric metric) {
    LayerTable rows = chosen().details();
    Statistics statistics =
        Statistics.of(rows.filter(row -> row.tail().succeeded()).column(metric))
            .orElseThrow(() -> failure("%s", text(absences(rows, metric))));
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
   * matched by name; a layer is worse where
   *
   * <ul>
   *   <li>alpha lies outside of {@code [min(b, 2) - tolerance, 2 + |b - 2| + tolerance]}, where b
   *       is the baseline's: farther above 2 than it was from it, or deeper below 2. Training
   *       brings alpha down towards 2; below 2 the layer has learned more than the data may hold;
   *   <li>it had an alpha and has none, was skipped or is gone;
   *   <li>it has a finding of a type that it did not have, over- and under-trained aside where the
   *       first rule decides: so the tolerance holds at 2 and 6 too.
   * </ul>
   *
   * <p>A layer that the baseline lacks can only fail by its findings. Analyses whose options differ
   * are not compared: the assertion fails and lists them.
   *
   * @param tolerance of alpha, at least 0; alpha's standard error, told in tables as ±, is a
   *     measure for it
   * @throws IllegalArgumentException where the tolerance is negative, NaN or infinite
   */
  public AnalysisAssert isNotWorseThan(Analysis baseline, double tolerance) {
    if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tolerance must be >= 0 and finite but was " + tolerance);
    }
    Regression regression = new Regression(chosen(), scope.of(baseline), tolerance);
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

  private List<Complaint> absences(LayerTable rows, Metric metric) {
    return rows.stream()
        .map(
            row ->
                Complaint.ofText(
                    row.name(),
                    metric.key() + " " + Absence.ofNumber(actual.availability(row, metric))))
        .toList();
  }

  private Analysis chosen() {
    isNotNull();
    Analysis chosen = scope.of(actual);
    if (chosen.details().size() == 0) {
      throw failure("%s", NoSuchLayer.text(actual));
    }
    return chosen;
  }

  private AnalysisAssert on(Scope narrower) {
    AnalysisAssert narrowed = new AnalysisAssert(actual, narrower);
    return info.hasDescription() ? narrowed.as(info.description()) : narrowed;
  }

  private LayerReportAssert layer(LayerReport row, Function<List<Complaint>, String> telling) {
    return new LayerReportAssert(row, this, actual, telling);
  }

  private AnalysisAssert pass(List<Complaint> complaints) {
    if (!complaints.isEmpty()) {
      throw failure("%s", text(complaints));
    }
    return this;
  }

  private String text(List<Complaint> complaints) {
    return FailureText.of(actual, complaints);
  }
}
