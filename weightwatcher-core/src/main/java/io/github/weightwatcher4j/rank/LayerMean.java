package io.github.weightwatcher4j.rank;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The mean of a number over the layers of a model.
 *
 * @param layers how many layers have the number, at least 1
 * @param value arithmetic mean
 * @param error standard error of the mean, {@code s / sqrt(layers)} with the sample's standard
 *     deviation s: how much the layers differ, not how well the number of each is known; empty of
 *     one layer
 */
public record LayerMean(int layers, double value, OptionalDouble error) {

  /** The mean of the values; empty where there is none. */
  public static Optional<LayerMean> of(DoubleStream values) {
    double[] all = values.toArray();
    int n = all.length;
    if (n == 0) {
      return Optional.empty();
    }
    double mean = DoubleStream.of(all).sum() / n;
    if (n == 1) {
      return Optional.of(new LayerMean(n, mean, OptionalDouble.empty()));
    }
    double squares = DoubleStream.of(all).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (n - 1) / n);
    return Optional.of(new LayerMean(n, mean, OptionalDouble.of(error)));
  }
}
