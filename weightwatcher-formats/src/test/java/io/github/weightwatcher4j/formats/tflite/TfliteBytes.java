package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.samples.FlatBytes;
import io.github.weightwatcher4j.formats.samples.FlatBytes.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A model of TensorFlow Lite, written tensor by tensor and operation by operation. */
public final class TfliteBytes {

  static final int FLOAT32 = 0;
  static final int FLOAT16 = 1;
  static final int UINT8 = 3;
  static final int INT8 = 9;
  static final int INT4 = 17;

  private final List<Table> tensors = new ArrayList<>();
  private final List<Table> buffers = new ArrayList<>(List.of(Table.of()));
  private final List<Table> operations = new ArrayList<>();
  private final List<Table> codes = new ArrayList<>();

  /** A tensor that is computed; its number is returned. */
  int computed(int... shape) {
    tensors.add(Table.of(0, shape, 1, (byte) FLOAT32, 2, 0, 3, "computed" + tensors.size()));
    return tensors.size() - 1;
  }

  /** Singles 1, 2, 3 and so on. */
  int counting(String name, int... shape) {
    int size = 1;
    for (int dim : shape) {
      size *= dim;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putFloat(i + 1f);
    }
    return constant(name, FLOAT32, bytes.array(), shape);
  }

  /** Bytes 0, 1, 2 and so on, with one scale and zero point, or one a position on an axis. */
  int quantized(String name, int type, int axis, float[] scales, long[] zeros, int... shape) {
    int size = 1;
    for (int dim : shape) {
      size *= dim;
    }
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) i;
    }
    constant(name, type, bytes, shape);
    return change(4, Table.of(2, scales, 3, zeros, 6, axis));
  }

  int constant(String name, int type, byte[] numbers, int... shape) {
    buffers.add(Table.of(0, numbers));
    tensors.add(Table.of(0, shape, 1, (byte) type, 2, buffers.size() - 1, 3, name));
    return tensors.size() - 1;
  }

  /** Changes a field of the last tensor. */
  int change(int field, Object value) {
    int last = tensors.size() - 1;
    tensors.set(last, tensors.get(last).with(field, value));
    return last;
  }

  /** Places the numbers of the last constant in the file, not in its buffer. */
  TfliteBytes placed(long offset, long length) {
    buffers.set(buffers.size() - 1, Table.of(1, offset, 2, length));
    return this;
  }

  /** An operation; -1 stands for an input that is left out. */
  TfliteBytes operation(int code, int output, int... inputs) {
    codes.add(code < 127 ? Table.of(0, (byte) code, 3, code) : Table.of(0, (byte) 127, 3, code));
    operations.add(Table.of(0, codes.size() - 1, 1, inputs, 2, new int[] {output}));
    return this;
  }

  byte[] bytes() {
    Table graph = Table.of(0, tensors, 3, operations);
    return FlatBytes.file("TFL3", Table.of(0, 3, 1, codes, 2, List.of(graph), 4, buffers));
  }

  /** A convolution of integers, a layer of singles, a table. */
  public static byte[] sample() {
    TfliteBytes bytes = new TfliteBytes();
    int any = bytes.computed(1);
    int kernel = bytes.quantized("c", INT8, 0, new float[] {1, 2, 3}, new long[3], 3, 2, 2, 2);
    bytes
        .operation(3, 9, any, kernel)
        .operation(9, 9, any, bytes.counting("f", 4, 5))
        .operation(36, 9, bytes.counting("g", 4, 5), any);
    return bytes.bytes();
  }
}
