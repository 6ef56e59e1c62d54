package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One row of the table: what was found of one layer, or of one slice of it.
 *
 * @param layer index, name and type
 * @param slice which slice of the layer, from 0, where slices are not pooled
 * @param spectrum all eigenvalues, with the convolution norm applied
 * @param tail the fitted law, or why there is none
 * @param metrics all numbers
 * @param evidence what was asked for and is more than a number
 * @param findings what to look at
 */
public record LayerReport(
    LayerInfo layer,
    OptionalInt slice,
    Spectrum spectrum,
    TailFit tail,
    Metrics metrics,
    Evidence evidence,
    List<Finding> findings) {

  /** Copies the findings. */
  public LayerReport {
    findings = List.copyOf(findings);
  }

  /** A report whose findings follow from its numbers. */
  public static LayerReport of(
      LayerInfo layer,
      OptionalInt slice,
      Spectrum spectrum,
      TailFit tail,
      Metrics metrics,
      Evidence evidence) {
    List<Finding> findings = Findings.of(nameOf(layer, slice), metrics, tail, evidence);
    return new LayerReport(layer, slice, spectrum, tail, metrics, evidence, findings);
  }

  /** The same row with other findings. */
  public LayerReport with(List<Finding> others) {
    return new LayerReport(layer, slice, spectrum, tail, metrics, evidence, others);
  }

  private static String nameOf(LayerInfo layer, OptionalInt slice) {
    return slice.isPresent() ? layer.name() + "[" + slice.getAsInt() + "]" : layer.name();
  }

  /** Full name of the layer, with the slice in brackets where there is one: {@code conv1[3]}. */
  public String name() {
    return nameOf(layer, slice);
  }

  /** The value of a metric, if it is defined for this layer. */
  public OptionalDouble metric(Metric metric) {
    return metrics.value(metric);
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
    return evidence.laws().flatMap(TailComparison::best);
  }

  /** Power-law exponent of the tail; empty where the fit failed. */
  public OptionalDouble alpha() {
    return metric(Metric.ALPHA);
  }
}
