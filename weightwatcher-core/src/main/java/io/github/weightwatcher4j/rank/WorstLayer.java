package io.github.weightwatcher4j.rank;

import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * One of the layers of a model to look at first: by the order of {@link Verdict}, the most serious
 * first, then by how far alpha lies from 2, one without an alpha before the others.
 *
 * @param name full name
 * @param verdict what is said of it
 * @param borderline whether it might as well be the neighbouring verdict
 * @param alpha power-law exponent; empty where the fit failed
 */
public record WorstLayer(String name, Verdict verdict, boolean borderline, OptionalDouble alpha) {

  /** The exponent of a fully trained layer (Martin &amp; Mahoney). */
  private static final double IDEAL = 2;

  private static final Comparator<WorstLayer> WORST_FIRST =
      Comparator.comparing(WorstLayer::verdict)
          .thenComparing(Comparator.comparingDouble(WorstLayer::distance).reversed());

  private static WorstLayer of(LayerReport row) {
    return new WorstLayer(
        row.name(), row.verdict().verdict(), row.verdict().isBorderline(), row.alpha());
  }

  /** The first of these rows, at most so many; rows alike are in the model's order. */
  static List<WorstLayer> of(Stream<LayerReport> rows, int most) {
    return rows.map(WorstLayer::of).sorted(WORST_FIRST).limit(most).toList();
  }

  private double distance() {
    return alpha.isPresent() ? Math.abs(alpha.getAsDouble() - IDEAL) : Double.POSITIVE_INFINITY;
  }

  /** Such as {@code fc1 (under-trained, alpha 7.25)}. */
  @Override
  public String toString() {
    String exponent =
        alpha.isPresent()
            ? String.format(Locale.ROOT, ", alpha %.2f", alpha.getAsDouble())
            : ", no alpha";
    return name + " (" + verdict.label() + (borderline ? ", borderline" : "") + exponent + ")";
  }
}
