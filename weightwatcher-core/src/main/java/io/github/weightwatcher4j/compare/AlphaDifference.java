package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;

/**
 * How far apart the alphas of a layer in two models are, and whether that is more than their error:
 * {@code z = (b - a) / sqrt(sa^2 + sb^2)} against the standard normal distribution, two-sided. Over
 * the layers of two models the p-values are adjusted by Holm's method (Holm 1979), so that the
 * chance of calling any equal pair different is at most the level, whatever depends on what.
 *
 * <p>The error of an alpha is that of the fit, {@code (alpha - 1) / sqrt(n)}: it takes xMin as
 * known and the eigenvalues as independent. docs/verdicts.md has how often networks that differ in
 * nothing but their seed are called different.
 *
 * @param difference b - a, alpha in the other model minus alpha in the reference
 * @param standardError of the difference, positive
 * @param pValue of the layer by itself, in [0, 1]
 * @param adjustedP the smallest level at which Holm's method calls the layer different, in [0, 1]
 */
public record AlphaDifference(
    double difference, double standardError, double pValue, double adjustedP) {

  /** Chance that among the layers of two models any difference is called one and is none. */
  public static final double LEVEL = 0.05;

  /** The test, in words for people. */
  public static final String TEST =
      "z-test of the difference of two alphas by the standard errors of their fits, Holm's"
          + " correction over the layers, level 0.05";

  /** An alpha of fewer eigenvalues is a rough guess, and its error another. */
  public static final int FEWEST = 10;

  /** Checks that the numbers are finite and in their ranges. */
  public AlphaDifference {
    if (!(Math.abs(difference) < Double.POSITIVE_INFINITY)
        || !(standardError > 0 && standardError < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a difference and its error must be finite, the error positive, but were "
              + difference
              + " and "
              + standardError);
    }
    if (!(0 <= pValue && pValue <= adjustedP && adjustedP <= 1)) {
      throw new IllegalArgumentException(
          "p-values must be in [0, 1], none adjusted downwards, but were "
              + pValue
              + " and "
              + adjustedP);
    }
  }

  /** Whether the difference is more than its error, at {@link #LEVEL} over all layers. */
  public boolean isSignificant() {
    return adjustedP <= LEVEL;
  }

  /**
   * The difference of two alphas, the only one tested.
   *
   * @param a alpha in the reference
   * @param errorOfA its standard error, positive
   * @param b alpha in the other model
   * @param errorOfB its standard error, positive
   */
  public static AlphaDifference of(double a, double errorOfA, double b, double errorOfB) {
    double error = Math.hypot(errorOfA, errorOfB);
    double p = Erf.erfc(Math.abs(b - a) / error / Math.sqrt(2));
    return new AlphaDifference(b - a, error, p, p);
  }

  /** Of two rows that are not {@link #untested}. */
  static AlphaDifference of(LayerReport a, LayerReport b) {
    return of(a.alpha().orElseThrow(), error(a), b.alpha().orElseThrow(), error(b));
  }

  /** Why the alpha of a row enters no test; empty where it does. */
  static Optional<String> untested(LayerReport row) {
    if (row.alpha().isEmpty() || !(error(row) > 0)) {
      return Optional.of("no power law");
    }
    OptionalDouble tail = row.metric(Metric.TAIL_SIZE);
    return tail.orElse(0) < FEWEST
        ? Optional.of(
            "alpha rests on %.0f eigenvalues, %d are needed".formatted(tail.orElse(0), FEWEST))
        : Optional.empty();
  }

  private static double error(LayerReport row) {
    return row.metric(Metric.SIGMA).orElse(0);
  }

  /**
   * The same differences with their p-values adjusted by Holm's method for all of them: the i-th
   * smallest of L times L - i + 1, none smaller than one before it.
   */
  public static List<AlphaDifference> adjusted(List<AlphaDifference> all) {
    List<Integer> order =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> all.get(i).pValue()))
            .toList();
    List<AlphaDifference> result = new ArrayList<>(all);
    double least = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      AlphaDifference it = all.get(order.get(rank));
      least = Math.max(least, Math.min(1, (all.size() - rank) * it.pValue()));
      result.set(
          order.get(rank),
          new AlphaDifference(it.difference(), it.standardError(), it.pValue(), least));
    }
    return result;
  }
}
