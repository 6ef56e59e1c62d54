package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Weights that Keras 3 stores as integer codes q with scales s: {@code q / s}, or {@code (q - z) *
 * s} where there are zero points z; computed in float32, as Keras does. Two 4-bit codes lie in a
 * byte, the first in the low half, in two's complement.
 *
 * @param codes the codes as stored, in C order
 * @param packing how many codes a number holds
 * @param shape lengths of the axes, once unpacked; two axes where codes are packed
 * @param scale a scale for each channel
 * @param zero a zero point for each channel
 * @param strides for each axis of the shape the distance of neighbours' channels
 * @param groupAxis the axis of which several places share a channel; without groups any
 * @param groups the channel, in strides, of each place of that axis; empty where each has its own
 */
record CodedStorage(
    Storage codes,
    Packing packing,
    TensorShape shape,
    TensorView scale,
    Optional<TensorView> zero,
    List<Long> strides,
    int groupAxis,
    List<Integer> groups)
    implements Storage {

  /** How codes lie in the numbers that are stored. */
  enum Packing {
    /** A number is a code. */
    NONE,
    /** Neighbours of the first axis share a byte. */
    FIRST,
    /** Neighbours of the last axis share a byte. */
    LAST
  }

  /** Checks that codes and channels are there for every place. */
  CodedStorage {
    strides = List.copyOf(strides);
    groups = List.copyOf(groups);
    if (strides.size() != shape.rank() || (packing != Packing.NONE && shape.rank() != 2)) {
      throw new IllegalArgumentException("strides " + strides + " do not fit " + shape);
    }
    long last = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean grouped = axis == groupAxis && !groups.isEmpty();
      long places =
          grouped
              ? groups.stream().mapToInt(Integer::intValue).max().orElse(0) + 1L
              : shape.dim(axis);
      last += (places - 1) * strides.get(axis);
    }
    boolean sized = stored(packing, shape) == codes.size() && last < scale.shape().size();
    if (!sized || zero.filter(points -> !points.shape().equals(scale.shape())).isPresent()) {
      throw new IllegalArgumentException("scales " + scale.shape() + " do not fit " + shape);
    }
  }

  private static long stored(Packing packing, TensorShape shape) {
    return switch (packing) {
      case NONE -> shape.size();
      case FIRST -> (shape.dim(0) + 1) / 2 * shape.dim(1);
      case LAST -> shape.dim(0) * ((shape.dim(1) + 1) / 2);
    };
  }

  @Override
  public long size() {
    return shape.size();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    float[] scales = floats(scale, tensor);
    float[] zeros = zero.isPresent() ? floats(zero.get(), tensor) : new float[0];
    StorageReader reader = codes.open(tensor);
    return StorageReader.of(new CodeReader(this, reader, scales, zeros), reader::close);
  }

  private static float[] floats(TensorView view, String tensor) throws IOException {
    double[] values = values(view, tensor);
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** All numbers of a tensor in C order. */
  static double[] values(TensorView view, String tensor) throws IOException {
    double[] values = new double[Math.toIntExact(view.shape().size())];
    try (StorageReader reader = view.storage().open(tensor)) {
      reader.read(view.offset(), values.length, values, 0);
    }
    return values;
  }
}
