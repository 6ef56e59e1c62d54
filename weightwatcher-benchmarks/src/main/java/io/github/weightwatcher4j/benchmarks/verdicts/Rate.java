package io.github.weightwatcher4j.benchmarks.verdicts;

import java.util.Locale;

/**
 * How often something happened.
 *
 * @param hits how often
 * @param trials of how many times, at least 1
 */
record Rate(long hits, long trials) {

  double value() {
    return (double) hits / trials;
  }

  /** Of the binomial law, in percent. */
  private double percentError() {
    return 100 * Math.sqrt(value() * (1 - value()) / trials);
  }

  /** Such as {@code 17 of 400 (4.2 % ± 1.0)}. */
  @Override
  public String toString() {
    return trials == 0
        ? "0 of 0"
        : String.format(
            Locale.ROOT, "%d of %d (%.2f %% ± %.2f)", hits, trials, 100 * value(), percentError());
  }
}
