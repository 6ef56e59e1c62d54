package io.github.weightwatcher4j.model.internal;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An {@link INDArray} as a tensor. Float and double arrays are read where they are; a
 * two-dimensional array whose columns are contiguous ('f' order) is presented transposed, which
 * changes no eigenvalue. Other types, and views that fit no simple stride, are copied once.
 */
public final class IndArrayTensor implements WeightTensor {

  /** Kept so that the buffer below stays allocated. */
  private final INDArray array;

  private final Buffer buffer;
  private final TensorShape shape;
  private final Precision precision;
  private final long rowStride;
  private final long columnStride;
  private final Widening widening = new Widening();

  private IndArrayTensor(INDArray array, TensorShape shape, Precision precision, long[] strides) {
    this.array = array;
    this.shape = shape;
    this.precision = precision;
    this.rowStride = strides[0];
    this.columnStride = strides[1];
    long last = (shape.rows() - 1) * rowStride + (shape.rowLength() - 1) * columnStride;
    this.buffer = shape.size() == 0 ? FloatBuffer.allocate(0) : bufferOf(array, last + 1);
  }

  /** The array's weights; of rank 2 or more. */
  public static IndArrayTensor of(INDArray array) {
    Precision precision = precisionOf(array.dataType());
    boolean readable = array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE;
    INDArray presented = presented(array);
    INDArray source = readable ? presented : presented.castTo(DataType.FLOAT);
    if (!rowsAreEvenlySpaced(source)) {
      source = source.dup('c');
    }
    long[] strides = {source.stride(0), source.stride(source.rank() - 1)};
    TensorShape shape = TensorShape.of(source.shape());
    return new IndArrayTensor(source, shape, precision, strides);
  }

  /**
   * Weights that are read from the array each time they are opened; until then nothing is read or
   * copied.
   */
  public static Weights weights(INDArray array, Slicing slicing) {
    TensorShape shape = TensorShape.of(presented(array).shape());
    boolean transposed = columnsAreContiguous(array);
    return new Weights(shape, precisionOf(array.dataType()), slicing, transposed, () -> of(array));
  }

  /**
   * An {@code INDArray} as a layer: its rank tells the type, a vector has no matrix.
   *
   * @param array an {@code INDArray}, by a type that is there without ND4J
   */
  public static Layer layer(int index, String name, Object array) {
    INDArray values = (INDArray) array;
    int rank = values.rank();
    if (rank < 2) {
      return Layer.withoutMatrix(
          new LayerInfo(index, name, LayerType.OTHER),
          Absence.NO_WEIGHTS,
          "a vector of " + values.length() + " values carries no matrix");
    }
    LayerType type = rank == 2 ? LayerType.DENSE : LayerType.ofKernel(rank);
    return Layer.of(new LayerInfo(index, name, type), weights(values, Slicing.TRAILING));
  }

  /** The array, or its transpose where that is the one whose rows are contiguous. */
  private static INDArray presented(INDArray array) {
    return columnsAreContiguous(array) ? array.transpose() : array;
  }

  private static boolean columnsAreContiguous(INDArray array) {
    return array.rank() == 2 && array.stride(0) == 1 && array.stride(1) != 1;
  }

  private static boolean rowsAreEvenlySpaced(INDArray array) {
    for (int axis = 1; axis < array.rank() - 1; axis++) {
      if (array.stride(axis) != array.stride(axis + 1) * array.size(axis + 1)) {
        return false;
      }
    }
    return array.stride(0) >= 0 && array.stride(array.rank() - 1) >= 0;
  }

  /** Number format of an ND4J data type. */
  public static Precision precisionOf(DataType type) {
    return switch (type) {
      case DOUBLE -> Precision.FLOAT64;
      case FLOAT -> Precision.FLOAT32;
      case HALF -> Precision.FLOAT16;
      case BFLOAT16 -> Precision.BFLOAT16;
      default -> Precision.INTEGER;
    };
  }

  private static Buffer bufferOf(INDArray array, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "an array of more than 2^31 - 1 elements cannot be read: " + length);
    }
    // addressPointer() already holds a view's offset; data().pointer() would not.
    Pointer start = array.data().addressPointer();
    return array.dataType() == DataType.DOUBLE
        ? new DoublePointer(start).capacity(length).asBuffer()
        : new FloatPointer(start).capacity(length).asBuffer();
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    for (int row = 0; row < rows; row++) {
      long start = (firstRow + row) * rowStride + firstColumn * columnStride;
      if (columnStride == 1) {
        readRun((int) start, columns, target);
      } else {
        readStrided(start, columns, target);
      }
    }
  }

  private void readRun(int start, int length, DoubleBuffer target) {
    if (buffer instanceof DoubleBuffer source) {
      target.put(source.slice(start, length));
      return;
    }
    widening.copy((FloatBuffer) buffer, start, length, target);
  }

  private void readStrided(long start, int length, DoubleBuffer target) {
    for (int column = 0; column < length; column++) {
      int at = (int) (start + column * columnStride);
      target.put(buffer instanceof DoubleBuffer d ? d.get(at) : ((FloatBuffer) buffer).get(at));
    }
  }

  @Override
  public String toString() {
    return array.dataType() + " " + shape;
  }
}
