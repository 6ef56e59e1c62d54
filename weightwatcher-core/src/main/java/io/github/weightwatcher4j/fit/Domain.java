package io.github.weightwatcher4j.fit;

import java.util.OptionalDouble;

/** What the components of every fit must satisfy. */
final class Domain {

  private Domain() {}

  static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + " but was " + value);
    }
  }

  /** A parameter that is positive and finite. */
  static void requirePositive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name + " must be finite and > 0", value);
  }

  /** A standard error: absent, or positive and finite. */
  static void requireError(String name, OptionalDouble error) {
    error.ifPresent(value -> requirePositive(name, value));
  }

  /** The beginning and end of the tail, its distance from the law and its size. */
  static void requireTail(double xMin, double xMax, double distance, int tailSize) {
    require(xMin > 0, "xMin must be > 0", xMin);
    require(xMax >= xMin, "xMax must be >= xMin", xMax);
    require(distance >= 0 && distance <= 1, "distance must be in [0, 1]", distance);
    require(tailSize >= 2, "tailSize must be >= 2", tailSize);
  }

  /** The logarithm of a likelihood. */
  static void requireLikelihood(double logLikelihood) {
    require(Double.isFinite(logLikelihood), "logLikelihood must be finite", logLikelihood);
  }
}
