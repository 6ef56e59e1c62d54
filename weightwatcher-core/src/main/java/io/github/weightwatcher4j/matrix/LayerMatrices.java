package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
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
  private final Slicing slicing;
  private final List<WeightMatrix> matrices;

  private LayerMatrices(WeightTensor tensor, Slicing slicing, List<WeightMatrix> matrices) {
    this.tensor = tensor;
    this.slicing = slicing;
    this.matrices = matrices;
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
      return new LayerMatrices(tensor, weights.slicing(), matrices(weights, tensor));
    } catch (RuntimeException | Error e) {
      tensor.close(); // nobody else can
      throw e;
    }
  }

  private static List<WeightMatrix> matrices(Weights weights, WeightTensor tensor) {
    MatrixShape shape = MatrixShape.of(weights);
    boolean decode = shape.rf() > 1 && shape.parameters() <= DECODED_ONCE;
    WeightTensor source = decode ? DecodedTensor.of(tensor) : tensor;
    return IntStream.range(0, Math.toIntExact(shape.rf()))
        .mapToObj(slice -> matrix(source, weights.slicing(), slice))
        .toList();
  }

  private static WeightMatrix matrix(WeightTensor tensor, Slicing slicing, int slice) {
    TensorShape shape = tensor.shape();
    boolean trailing = slicing == Slicing.TRAILING;
    int first = trailing ? 0 : shape.rank() - 2;
    Plane plane = trailing ? Planes.trailing(tensor, slice) : Planes.leading(tensor, slice);
    int rows = Math.toIntExact(shape.dim(first));
    int columns = Math.toIntExact(shape.dim(first + 1));
    return new WeightMatrix(plane, rows, columns, tensor.precision());
  }

  /** The matrices, all of one shape. */
  public List<WeightMatrix> matrices() {
    return matrices;
  }

  /** A tensor of zeros like the layer's own, to be filled with other matrices of these sizes. */
  public AssembledTensor blank() {
    return AssembledTensor.like(tensor, slicing);
  }

  @Override
  public void close() {
    tensor.close();
  }
}
