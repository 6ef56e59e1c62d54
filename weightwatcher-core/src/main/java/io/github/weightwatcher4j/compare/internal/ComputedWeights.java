package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Weights that are computed from others, block by block while they are read. */
public final class ComputedWeights {

  private ComputedWeights() {}

  /** Turns open tensors, in the order of their weights, into what is read from them. */
  @FunctionalInterface
  public interface Formula {
    WeightTensor.Reader over(List<WeightTensor> tensors) throws IOException;
  }

  /** Weights of the shape, slices and orientation of others. */
  public static Weights like(
      Weights weights, Precision precision, List<Weights> origins, Formula formula) {
    return new Weights(
        weights.shape(),
        precision,
        weights.slicing(),
        weights.transposed(),
        () -> open(weights.shape(), precision, origins, formula));
  }

  /** Opens the origins, which are closed with the tensor, or at once where one of them fails. */
  public static WeightTensor open(
      TensorShape shape, Precision precision, List<Weights> origins, Formula formula)
      throws IOException {
    List<WeightTensor> tensors = new ArrayList<>();
    try {
      for (Weights origin : origins) {
        tensors.add(origin.open());
      }
      return WeightTensor.of(shape, precision, tensors, formula.over(tensors));
    } catch (IOException | RuntimeException | Error e) {
      tensors.forEach(WeightTensor::close); // nobody else can
      throw e;
    }
  }

  /** All values in C order, of weights that are small. */
  public static double[] values(Weights weights) throws IOException {
    try (WeightTensor tensor = weights.open()) {
      return tensor.toArray();
    }
  }
}
