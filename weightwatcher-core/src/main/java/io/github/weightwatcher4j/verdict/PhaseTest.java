package io.github.weightwatcher4j.verdict;

import java.util.OptionalDouble;

/**
 * A test that took part in finding a phase.
 *
 * @param name what is tested, such as "lambda_max past the edge, Tracy-Widom units"
 * @param statistic its value, finite
 * @param critical the value that decides
 * @param pValue chance of so extreme a value under the hypothesis that the name tells, in [0, 1];
 *     empty where a count or a threshold decides and no chance
 */
public record PhaseTest(String name, double statistic, double critical, OptionalDouble pValue) {

  /** Checks the domains above. */
  public PhaseTest {
    if (!Double.isFinite(statistic) || !Double.isFinite(critical)) {
      throw new IllegalArgumentException(
          "statistic and critical value must be finite: " + statistic + " " + critical);
    }
    if (pValue.isPresent() && !(pValue.getAsDouble() >= 0 && pValue.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("pValue must be in [0, 1] but was " + pValue);
    }
  }
}
