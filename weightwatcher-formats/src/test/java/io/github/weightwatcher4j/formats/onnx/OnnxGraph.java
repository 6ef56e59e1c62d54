package io.github.weightwatcher4j.formats.onnx;

import com.google.protobuf.CodedOutputStream;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

/** A model that a test makes up: tensors of numbers by index, and operations. */
final class OnnxGraph {

  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT8 = 3;
  static final int INT64 = 7;
  static final int UINT4 = 21;
  static final int INT4 = 22;

  private final List<byte[]> initializers = new ArrayList<>();
  private final List<byte[]> nodes = new ArrayList<>();

  /** Numbers of single precision. */
  OnnxGraph floats(String name, long[] dims, IntToDoubleFunction number) {
    ByteBuffer raw = ByteBuffer.allocate(4 * size(dims)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(dims); i++) {
      raw.putFloat((float) number.applyAsDouble(i));
    }
    return tensor(name, FLOAT, dims, raw.array());
  }

  /** Bytes, signed or not. */
  OnnxGraph bytes(String name, int type, long[] dims, IntToDoubleFunction number) {
    ByteBuffer raw = ByteBuffer.allocate(size(dims));
    for (int i = 0; i < size(dims); i++) {
      raw.put((byte) number.applyAsDouble(i));
    }
    return tensor(name, type, dims, raw.array());
  }

  /** Integers of 4 bits, the first of two in the lower half. */
  OnnxGraph nibbles(String name, int type, long[] dims, IntToDoubleFunction number) {
    byte[] raw = new byte[(size(dims) + 1) / 2];
    for (int i = 0; i < size(dims); i++) {
      raw[i / 2] |= (byte) (((int) number.applyAsDouble(i) & 15) << (i % 2 * 4));
    }
    return tensor(name, type, dims, raw);
  }

  OnnxGraph integers(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    return tensor(name, INT64, new long[] {values.length}, raw.array());
  }

  OnnxGraph tensor(String name, int type, long[] dims, byte[] raw) {
    initializers.add(OnnxBytes.tensor(name, type, dims, raw));
    return this;
  }

  /**
   * An operation.
   *
   * @param signature such as {@code "MatMul x w -> y"}, a dash for an input that is left out
   * @param attributes made by {@link #attribute} and the like
   */
  OnnxGraph node(String signature, byte[]... attributes) {
    String[] sides = signature.split(" -> ", -1);
    String[] inputs = sides[0].split(" ", -1);
    nodes.add(
        OnnxBytes.message(
            out -> {
              for (String input : Arrays.copyOfRange(inputs, 1, inputs.length)) {
                out.writeString(1, input.equals("-") ? "" : input);
              }
              for (String output : sides[1].split(" ", -1)) {
                out.writeString(2, output);
              }
              out.writeString(4, inputs[0]);
              for (byte[] attribute : attributes) {
                out.writeByteArray(5, attribute);
              }
            }));
    return this;
  }

  static byte[] attribute(String name, long value) {
    return attribute(name, out -> out.writeInt64(3, value));
  }

  static byte[] attribute(String name, String value) {
    return attribute(name, out -> out.writeString(4, value));
  }

  static byte[] attributes(String name, long... values) {
    return attribute(
        name,
        out -> {
          for (long value : values) {
            out.writeInt64(8, value);
          }
        });
  }

  /** Floats as writers of proto2 put them, each in a field of its own. */
  static byte[] floats(String name, float... values) {
    return attribute(
        name,
        out -> {
          for (float value : values) {
            out.writeFloat(7, value);
          }
        });
  }

  static byte[] attribute(String name, OnnxBytes.Body value) {
    return OnnxBytes.message(
        out -> {
          out.writeString(1, name);
          value.write(out);
        });
  }

  /** The model as a file in a folder. */
  WeightFile in(Path folder) throws IOException {
    return Reading.open(Files.write(folder.resolve("model.onnx"), bytes()));
  }

  byte[] bytes() {
    return OnnxBytes.model(this::write);
  }

  private void write(CodedOutputStream out) throws IOException {
    for (byte[] node : nodes) {
      out.writeByteArray(OnnxBytes.NODE, node);
    }
    for (byte[] initializer : initializers) {
      out.writeByteArray(OnnxBytes.INITIALIZER, initializer);
    }
  }

  /** The layers of the model that have a matrix. */
  List<Layer> matrices(Path folder) throws IOException {
    return in(folder).layers().stream().filter(layer -> layer.weights().isPresent()).toList();
  }

  /** The numbers of the only layer that has a matrix. */
  double[] values(Path folder) throws IOException {
    List<Layer> matrices = matrices(folder);
    if (matrices.size() != 1) {
      throw new AssertionError(in(folder).layers());
    }
    return Reading.values(matrices.get(0));
  }

  /** Why the first layer has no matrix, where none has. */
  String reason(Path folder) throws IOException {
    if (!matrices(folder).isEmpty()) {
      throw new AssertionError(matrices(folder));
    }
    return in(folder).layers().get(0).reason();
  }

  static int size(long... dims) {
    return (int) LongStream.of(dims).reduce(1, Math::multiplyExact);
  }
}
