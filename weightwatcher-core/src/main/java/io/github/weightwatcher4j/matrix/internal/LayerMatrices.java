package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** The matrices of one layer, in the order of its slices; closing them closes the tensor. */
public final class LayerMatrices implements AutoCloseable {

  /** Tensors of several slices up to this many weights are decoded once, not once a slice. */
  private static final long DECODED_ONCE = 1 << 22;

  private final WeightTensor tensor;
  private final Slices slices;
  private final List<WeightMatrix> matrices;

  private LayerMatrices(WeightTensor tensor, Slices slices) {
    this.tensor = tensor;
    this.slices = slices;
    boolean decode = slices.count() > 1 && slices.shape().size() <= DECODED_ONCE;
    WeightTensor source =
        decode ? WeightTensor.of(tensor.shape(), tensor.precision(), tensor.toArray()) : tensor;
    this.matrices =
        IntStream.range(0, Math.toIntExact(slices.count()))
            .mapToObj(slice -> new WeightMatrix(source, slices, slice))
            .toList();
  }

  /**
   * Opens the weights.
   *
   * @throws IOException where the source cannot be read
   * @throws IllegalStateException where the tensor is not of the shape that was announced
   */
  public static LayerMatrices open(Weights weights) throws IOException {
    WeightTensor tensor = weights.open();
    try {
      return new LayerMatrices(tensor, Slices.of(weights));
    } catch (RuntimeException | Error e) {
      tensor.close(); // nobody else can
      throw e;
    }
  }

  /** The matrices, all of one shape. */
  public List<WeightMatrix> matrices() {
    return matrices;
  }

  /** A tensor of zeros like the layer's own, to be filled with other matrices of these sizes. */
  public AssembledTensor blank() {
    return new AssembledTensor(slices, tensor.precision());
  }

  @Override
  public void close() {
    tensor.close();
  }
}
