package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.dl4j.generalization.Generalization.Findings;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.internal.IndArrayTensor;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.LapackProvider;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Norms of the weight matrices of a network, and of how far they have come. */
final class WeightNorms {

  private static final double RESOLUTION = 1e-8;

  private final SpectrumSolver solver =
      SpectrumSolvers.named(LapackProvider.NAME).solver(SpectrumMethod.FAST);
  private final BooleanSupplier cancelled;
  private final List<INDArray> weights;
  private final double[] frobenius;
  private final double[] spectral;

  WeightNorms(DoubleCopy net, BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    this.weights = weights(net);
    this.frobenius = weights.stream().mapToDouble(WeightNorms::frobenius).toArray();
    this.spectral = weights.stream().mapToDouble(this::spectral).toArray();
  }

  /** The weight matrices; kernels as [outputs, the rest]. */
  private static List<INDArray> weights(DoubleCopy net) {
    List<INDArray> weights = new ArrayList<>();
    for (int i = 0; i < net.network().size(); i++) {
      for (String key : net.weightKeys(i)) {
        INDArray array = Objects.requireNonNull(net.network().parameters(i).get(key));
        weights.add(array.rank() == 2 ? array : array.dup('c').reshape('c', array.size(0), -1));
      }
    }
    return weights;
  }

  private static double frobenius(INDArray matrix) {
    double norm = matrix.norm2Number().doubleValue();
    return norm * norm;
  }

  private double spectral(INDArray matrix) {
    WeightMatrix w = WeightMatrix.of(IndArrayTensor.of(matrix.dup('c')));
    return solver.eigenvalues(w, RESOLUTION, cancelled).max();
  }

  /** {@code sum ||W_i||_F^2}. */
  double total() {
    return Arrays.stream(frobenius).sum();
  }

  void addTo(Findings found) {
    int layers = weights.size();
    found.add(Measure.PARAMETERS, weights.stream().mapToDouble(INDArray::length).sum());
    found.add(Measure.NORM, total());
    if (layers == 0 || Arrays.stream(spectral).anyMatch(norm -> norm == 0)) {
      String reason = layers == 0 ? "no layer has weights" : "a weight matrix is zero";
      for (Measure measure :
          List.of(
              Measure.LOG_PRODUCT_OF_SPECTRAL,
              Measure.LOG_PRODUCT_OF_FROBENIUS,
              Measure.LOG_SUM_OF_SPECTRAL,
              Measure.LOG_SUM_OF_FROBENIUS,
              Measure.FROBENIUS_OVER_SPECTRAL)) {
        found.absent(measure, reason);
      }
      return;
    }
    double logSpectral = Arrays.stream(spectral).map(Math::log).sum();
    double logFrobenius = Arrays.stream(frobenius).map(Math::log).sum();
    found.add(Measure.LOG_PRODUCT_OF_SPECTRAL, logSpectral);
    found.add(Measure.LOG_PRODUCT_OF_FROBENIUS, logFrobenius);
    found.add(Measure.LOG_SUM_OF_SPECTRAL, Math.log(layers) + logSpectral / layers);
    found.add(Measure.LOG_SUM_OF_FROBENIUS, Math.log(layers) + logFrobenius / layers);
    found.add(Measure.FROBENIUS_OVER_SPECTRAL, overSpectral(frobenius));
  }

  private double overSpectral(double[] squares) {
    double sum = 0;
    for (int i = 0; i < squares.length; i++) {
      sum += squares[i] / spectral[i];
    }
    return sum;
  }

  /** How far the weights have come from where they started. */
  record Distance(double frobenius, double spectral, OptionalDouble overSpectral) {}

  /**
   * The distance from the start of the same network.
   *
   * @throws IllegalArgumentException where the networks have other weights
   */
  Distance from(DoubleCopy start) {
    List<INDArray> before = weights(start);
    if (!shapes(before).equals(shapes(weights))) {
      throw new IllegalArgumentException(
          "the network has weights of the shapes %s, the one before training of %s"
              .formatted(shapes(weights), shapes(before)));
    }
    double[] moved = new double[weights.size()];
    double farthest = 0;
    for (int i = 0; i < moved.length; i++) {
      INDArray difference = weights.get(i).sub(before.get(i));
      moved[i] = frobenius(difference);
      farthest += spectral(difference);
    }
    double ratio = overSpectral(moved);
    return new Distance(
        Arrays.stream(moved).sum(),
        farthest,
        Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty());
  }

  private static List<String> shapes(List<INDArray> arrays) {
    return arrays.stream().map(array -> Arrays.toString(array.shape())).toList();
  }
}
