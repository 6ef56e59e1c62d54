package io.github.weightwatcher4j.fit;

import java.util.Set;

/**
 * How the likelihood ratio of two fitted laws is distributed where neither is better than the
 * other: what its p-value is taken from.
 */
public enum NullDistribution {
  /**
   * Neither law is a case of the other: the ratio over its standard deviation is standard normal
   * (Vuong 1989, theorem 5.1; Clauset, Shalizi &amp; Newman 2009, appendix C).
   */
  NORMAL,

  /**
   * One law is the other with one parameter fixed inside its domain: twice the ratio is chi-square
   * of one degree of freedom (Wilks 1938). So the exponential, a stretched exponential of beta = 1.
   */
  CHI_SQUARE,

  /**
   * One law is the other with one parameter at the edge of its domain: the larger law gains nothing
   * half of the time, and chi-square of one degree of freedom otherwise (Self &amp; Liang 1987,
   * case 5). So the exponential, a truncated power law of alpha = 0; the power law, which a
   * stretched exponential tends to for beta to 0 (Malevergne, Pisarenko &amp; Sornette 2005) and a
   * lognormal for sigma to infinity (Malevergne, Pisarenko &amp; Sornette 2011). Below 100 values,
   * the p-values of the last two are too small, by a factor of up to 2.
   */
  HALF_CHI_SQUARE,

  /**
   * Drawn from the smaller law as it was fitted. So the power law, a truncated one of lambda = 0:
   * that is an edge too, but the information on lambda there is infinite up to alpha = 3, and no
   * chi-square holds.
   */
  SIMULATED,

  /**
   * Known for any number of values. So the power law, a bounded one whose end is at infinity: the
   * end that is fitted, the largest eigenvalue, is on the edge of what the data allow, and no
   * chi-square holds. But the gain rises with the mean of {@code ln(x / xMin)} over its largest
   * value and depends on nothing else, and under a power law these logarithms are exponential
   * values: the law of that share is Fisher's (1929), whatever alpha. For many values the gain is
   * exponential of mean 1.
   */
  EXACT;

  /** Whether one law is a case, or a limit, of the other. */
  public boolean isOfNestedLaws() {
    return this != NORMAL;
  }

  /**
   * That of two laws, in any order.
   *
   * @throws IllegalArgumentException where they are the same
   */
  public static NullDistribution of(TailLaw first, TailLaw second) {
    if (first == second) {
      throw new IllegalArgumentException("two laws must differ but both are the " + first.label());
    }
    Set<TailLaw> laws = Set.of(first, second);
    if (laws.equals(Set.of(TailLaw.POWER_LAW, TailLaw.TRUNCATED_POWER_LAW))) {
      return SIMULATED;
    }
    if (laws.equals(Set.of(TailLaw.POWER_LAW, TailLaw.BOUNDED_POWER_LAW))) {
      return EXACT;
    }
    if (laws.equals(Set.of(TailLaw.EXPONENTIAL, TailLaw.STRETCHED_EXPONENTIAL))) {
      return CHI_SQUARE;
    }
    boolean isAtEdge =
        laws.equals(Set.of(TailLaw.EXPONENTIAL, TailLaw.TRUNCATED_POWER_LAW))
            || laws.equals(Set.of(TailLaw.POWER_LAW, TailLaw.STRETCHED_EXPONENTIAL))
            || laws.equals(Set.of(TailLaw.POWER_LAW, TailLaw.LOGNORMAL));
    return isAtEdge ? HALF_CHI_SQUARE : NORMAL;
  }
}
