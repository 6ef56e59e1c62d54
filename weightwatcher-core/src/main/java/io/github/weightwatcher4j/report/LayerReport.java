package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.internal.FlowMetrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.setol.SetolLayer;
import io.github.weightwatcher4j.similarity.LayerFlow;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One row of the table: what was found of one layer, or of one slice of it. */
public final class LayerReport {

  private record Parts(
      LayerInfo layer,
      OptionalInt slice,
      Spectrum spectrum,
      TailFit tail,
      Metrics metrics,
      Evidence evidence,
      LayerVerdict verdict,
      List<Finding> findings) {}

  private final Parts parts;

  private LayerReport(Parts parts) {
    this.parts = parts;
  }

  /** A report with the verdict and findings given, which need not follow from its numbers. */
  public static LayerReport of(
      LayerInfo layer,
      OptionalInt slice,
      Spectrum spectrum,
      TailFit tail,
      Metrics metrics,
      Evidence evidence,
      LayerVerdict verdict,
      List<Finding> findings) {
    return new LayerReport(
        new Parts(layer, slice, spectrum, tail, metrics, evidence, verdict, List.copyOf(findings)));
  }

  /** Index, name and type. */
  public LayerInfo layer() {
    return parts.layer();
  }

  /** Which slice of the layer, from 0, where slices are not pooled. */
  public OptionalInt slice() {
    return parts.slice();
  }

  /** All eigenvalues, with the convolution norm applied. */
  public Spectrum spectrum() {
    return parts.spectrum();
  }

  /** The fitted law, or why there is none. */
  public TailFit tail() {
    return parts.tail();
  }

  /** All numbers. */
  public Metrics metrics() {
    return parts.metrics();
  }

  /** What was asked for and is more than a number. */
  public Evidence evidence() {
    return parts.evidence();
  }

  /** What is said of the layer, in one word and one sentence. */
  public LayerVerdict verdict() {
    return parts.verdict();
  }

  /** The phase; empty where no bulk was asked for. */
  public Optional<LayerPhase> phase() {
    return evidence().phase();
  }

  /** The evidence for the verdict and what else to look at, the most serious first. */
  public List<Finding> findings() {
    return parts.findings();
  }

  /**
   * A report whose verdict and findings follow from its numbers.
   *
   * @param levels what the layer may spend on false alarms
   */
  public static LayerReport of(
      LayerInfo layer,
      OptionalInt slice,
      Spectrum spectrum,
      TailFit tail,
      Metrics metrics,
      Evidence evidence,
      Levels levels) {
    Judgement judgement = Judgement.of(spectrum, metrics, tail, evidence, levels);
    List<Finding> findings =
        Findings.of(nameOf(layer.rawName(), slice), metrics, tail, evidence, judgement);
    return of(layer, slice, spectrum, tail, metrics, evidence, judgement.verdict(), findings);
  }

  /** The same row with other findings. */
  public LayerReport with(List<Finding> others) {
    return with(verdict(), others);
  }

  /** The same row with another verdict and other findings. */
  public LayerReport with(LayerVerdict other, List<Finding> others) {
    return of(layer(), slice(), spectrum(), tail(), metrics(), evidence(), other, others);
  }

  /** The same row with its flow to the next layer. */
  public LayerReport with(LayerFlow flow) {
    Metrics more = metrics().with(FlowMetrics.of(flow));
    return of(
        layer(), slice(), spectrum(), tail(), more, evidence().with(flow), verdict(), findings());
  }

  private static String nameOf(String layer, OptionalInt slice) {
    return slice.isPresent() ? layer + "[" + slice.getAsInt() + "]" : layer;
  }

  /** Full name of the layer, with the slice in brackets where there is one: {@code conv1[3]}. */
  public String name() {
    return Printable.name(nameOf(layer().rawName(), slice()));
  }

  /** The value of a metric, if it is defined for this layer. */
  public OptionalDouble metric(Metric metric) {
    return metrics().value(metric);
  }

  /**
   * Whether this row has a metric, and why not, as far as a row alone can tell; its {@link
   * Analysis} knows what was asked for.
   */
  public Availability availability(Metric metric) {
    return Availability.of(this, metric, Map.of());
  }

  /** Whether this row tells of a finding, and why not, as far as a row alone can tell. */
  public Availability availability(FindingType type) {
    return Availability.of(this, type, Map.of());
  }

  /**
   * The law that describes the tail best, with {@code evidence().laws()} for the reason; empty
   * where laws were not compared or none could be fitted.
   */
  public Optional<LawFit> bestTail() {
    return evidence().laws().flatMap(TailComparison::best);
  }

  /** The two tails of SETOL; empty where detX was not asked for, and of a zero layer. */
  public Optional<SetolLayer> setol() {
    return metric(Metric.DETX_NUM).isPresent()
        ? SetolLayer.of(spectrum(), tail())
        : Optional.empty();
  }

  /**
   * Whether the layer is well trained and, within its errors, the ideal one of SETOL: alpha 2 and
   * delta 0, as {@link SetolLayer#isIdeal} has it. Where detX was not asked for nothing is said,
   * and a layer that is not called ideal need not be far from it.
   */
  public boolean isIdeal() {
    return verdict().verdict() == Verdict.WELL_TRAINED
        && setol().filter(SetolLayer::isIdeal).isPresent();
  }

  /** Power-law exponent of the tail; empty where the fit failed. */
  public OptionalDouble alpha() {
    return metric(Metric.ALPHA);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerReport that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return new LayerTable(List.of(this)).toString();
  }
}
