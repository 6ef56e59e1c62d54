package io.github.weightwatcher4j.fit.internal;

import java.util.OptionalDouble;

/**
 * The numbers of a stored fit by key: the {@link io.github.weightwatcher4j.fit.LawFit#parameters
 * LawFit} of its law, and {@code xMin}, {@code xMax}, {@code distance}, {@code tailSize} and {@code
 * logLikelihood}.
 */
public interface FitNumbers {

  /**
   * A number.
   *
   * @throws IllegalArgumentException where there is none of this key
   */
  double number(String key);

  /** A number that may be absent, such as a standard error. */
  OptionalDouble optional(String key);

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException where there is none of this key
   */
  int whole(String key);
}
