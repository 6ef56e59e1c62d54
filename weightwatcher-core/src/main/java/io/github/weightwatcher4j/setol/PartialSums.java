package io.github.weightwatcher4j.setol;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The first partial sums of a series of which only a few terms are known, and whether they settle.
 *
 * <p>That they do is no proof that the series converges; that they do not is enough to have no sum.
 *
 * @param sums one for each term, finite; at least one
 */
public record PartialSums(List<Double> sums) {

  /** The last step is below this share of the sum. */
  private static final double STEP = 0.01;

  /** Steps below this share of the sum are rounding. */
  private static final double ROUNDING = 1e-12;

  /** Copies the list and checks that it has finite sums. */
  public PartialSums {
    sums = List.copyOf(sums);
    if (sums.isEmpty() || !sums.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("there must be finite sums but there are " + sums);
    }
  }

  /** Whether every step is smaller than the one before and the last is below 1 % of the sum. */
  public boolean settle() {
    double sum = Math.abs(sums.get(sums.size() - 1));
    double before = Math.abs(sums.get(0));
    for (int i = 1; i < sums.size(); i++) {
      double step = Math.abs(sums.get(i) - sums.get(i - 1));
      if (step >= before && step > ROUNDING * sum) {
        return false;
      }
      before = step;
    }
    return sums.size() > 1 && before < STEP * sum;
  }

  /** The last partial sum; empty where they do not settle. */
  public OptionalDouble limit() {
    return settle() ? OptionalDouble.of(sums.get(sums.size() - 1)) : OptionalDouble.empty();
  }

  /** The sum, or that the series does not converge. */
  @Override
  public String toString() {
    return settle() ? String.valueOf(sums.get(sums.size() - 1)) : "does not converge";
  }
}
