package io.github.weightwatcher4j.training.internal;

import java.util.OptionalDouble;

/**
 * Where in a training an analysis is made.
 *
 * @param epoch epochs that have ended, at least 0; the one that ends counts
 * @param iteration updates of the parameters so far, at least 0
 * @param score the loss; empty where it is not known
 */
public record Moment(int epoch, int iteration, OptionalDouble score) {

  /** A moment whose loss is known where it is finite. */
  public static Moment of(int epoch, int iteration, double loss) {
    boolean known = Double.isFinite(loss);
    return new Moment(epoch, iteration, known ? OptionalDouble.of(loss) : OptionalDouble.empty());
  }
}
