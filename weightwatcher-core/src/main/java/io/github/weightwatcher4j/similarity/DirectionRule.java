package io.github.weightwatcher4j.similarity;

/**
 * What SVCCA adds up until it has the share that is asked for. The paper asks for directions that
 * "explain 99 % of the variance", which are squares; the authors' code sums the values themselves
 * and so keeps more.
 */
public enum DirectionRule {
  /** Squared singular values, the variance (Raghu et al., NIPS 2017, section 2). */
  VARIANCE,
  /** Singular values, as the published code (google/svcca) and what follows it. */
  SINGULAR_VALUES;

  /** The fewest leading values whose sum is at least the share of that of all. */
  int count(double[] descending, double share) {
    double all = 0;
    for (double value : descending) {
      all += term(value);
    }
    double sum = 0;
    for (int i = 0; i < descending.length; i++) {
      sum += term(descending[i]);
      if (sum >= share * all) {
        return i + 1;
      }
    }
    return descending.length;
  }

  private double term(double value) {
    return this == VARIANCE ? value * value : value;
  }
}
