package io.github.weightwatcher4j.formats.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A pickle of protocol 2, written instruction by instruction. */
final class PickleBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleBytes() {
    raw(0x80, 2);
  }

  /** Instructions for another pickle. */
  static PickleBytes part() {
    PickleBytes part = new PickleBytes();
    part.bytes.reset();
    return part;
  }

  PickleBytes append(PickleBytes part) {
    bytes.writeBytes(part.bytes.toByteArray());
    return this;
  }

  /** Any bytes. */
  PickleBytes raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /** Instructions without arguments. */
  PickleBytes op(String instructions) {
    bytes.writeBytes(instructions.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** The same instructions many times. */
  PickleBytes op(String instructions, int times) {
    for (int i = 0; i < times; i++) {
      op(instructions);
    }
    return this;
  }

  PickleBytes text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    op("X").little(utf.length);
    bytes.writeBytes(utf);
    return this;
  }

  PickleBytes integer(long value) {
    raw(0x8a, 8);
    bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  PickleBytes tuple(long... values) {
    op("(");
    for (long value : values) {
      integer(value);
    }
    return op("t");
  }

  PickleBytes global(String module, String name) {
    return op("c" + module + "\n" + name + "\n");
  }

  PickleBytes put(int index) {
    return op("r").little(index);
  }

  PickleBytes get(int index) {
    return op("j").little(index);
  }

  PickleBytes little(int value) {
    bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  /** A storage on the CPU. */
  PickleBytes storage(String type, String key, long count) {
    op("(").text("storage").global("torch", type).text(key).text("cpu").integer(count);
    return op("tQ");
  }

  /** A tensor of singles. */
  PickleBytes tensor(String key, long count, long offset, long[] shape, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").op("(");
    storage("FloatStorage", key, count).integer(offset).tuple(shape).tuple(strides);
    return raw(0x89).op("}tR");
  }

  /** An entry with a tensor of singles, whole and in C order; the dictionary and a mark below. */
  PickleBytes matrix(String name, String key, long rows, long columns) {
    return text(name)
        .tensor(key, rows * columns, 0, new long[] {rows, columns}, new long[] {columns, 1});
  }

  /** Ends with a stop. */
  byte[] end() {
    return op(".").bytes.toByteArray();
  }

  /** A list of texts. */
  static byte[] list(List<String> texts) {
    PickleBytes pickle = new PickleBytes().op("](");
    texts.forEach(pickle::text);
    return pickle.op("e").end();
  }
}
