package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.change.ChangedLayer;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Puts changed weights where a network keeps its parameters. */
final class ParameterWriter {

  private final Map<String, Part> parts;
  private final String network;

  ParameterWriter(Network network) {
    this.parts = network.list(UnaryOperator.identity()).parts();
    this.network = network.name();
  }

  /** Writes all changed layers, or none where one of them does not fit. */
  void write(ChangedModel changed) {
    changed.changed().forEach(this::requireFit);
    changed.changed().forEach(layer -> write(layer));
  }

  private void requireFit(ChangedLayer layer) {
    String name = layer.layer().name();
    Part part = part(name);
    try (WeightTensor weights = layer.weights().opener().open()) {
      TensorShape expected = TensorShape.of(target(part, layer.weights()).shape());
      if (!expected.equals(weights.shape()) || part.slicing() != layer.weights().slicing()) {
        throw new IllegalArgumentException(
            "layer '%s' of the %s is %s, the changed weights are %s"
                .formatted(name, network, expected, weights.shape()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Part part(String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "the %s has no layer '%s' to write into; it has %s"
              .formatted(network, name, parts.keySet()));
    }
    return part;
  }

  private void write(ChangedLayer layer) {
    Part part = part(layer.layer().name());
    try (WeightTensor weights = layer.weights().opener().open()) {
      write(weights, target(part, layer.weights()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    INDArray array = part.array();
    INDArray whole = part.parameter();
    if (ParameterCopy.address(array) != ParameterCopy.address(whole)) {
      whole.assign(array.reshape('c', whole.shape())); // the part is a copy
    }
  }

  /** The array in the orientation of the weights. */
  private static INDArray target(Part part, Weights weights) {
    return weights.transposed() ? part.array().transpose() : part.array();
  }

  private static void write(WeightTensor weights, INDArray target) {
    int length = Math.toIntExact(weights.shape().rowLength());
    long[] shape = target.shape().clone();
    INDArrayIndex[] where = indices(target);
    RowBlocks.of(shape[0], length)
        .forEach(
            () -> false,
            (first, count) -> {
              double[] block = new double[Math.multiplyExact(count, length)];
              weights.read(first, count, 0, length, DoubleBuffer.wrap(block));
              shape[0] = count;
              where[0] = NDArrayIndex.interval(first, first + count);
              INDArray values = Nd4j.createFromArray(block).reshape('c', shape);
              target.get(where).assign(values.castTo(target.dataType()));
            });
  }

  private static INDArrayIndex[] indices(INDArray array) {
    INDArrayIndex[] all = new INDArrayIndex[array.rank()];
    Arrays.fill(all, NDArrayIndex.all());
    return all;
  }
}
