package io.github.weightwatcher4j.formats.flax;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Values as {@code flax.serialization} packs them. */
public final class FlaxBytes {

  /** Something that was packed before. */
  static final class Packed {
    private final byte[] bytes;

    private Packed(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private FlaxBytes() {}

  /** A dictionary of keys and values, in this order. */
  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /** Singles {@code first}, {@code first + 1} and so on. */
  static Packed counting(int first, int... dims) throws IOException {
    int size = 1;
    for (int dim : dims) {
      size *= dim;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putFloat(first + i);
    }
    return array("float32", bytes.array(), dims);
  }

  /** An array: shape, name of the type, bytes. */
  static Packed array(String type, byte[] numbers, int... dims) throws IOException {
    return extension(1, payload(type, numbers, dims));
  }

  static byte[] payload(String type, byte[] numbers, int... dims) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packArrayHeader(3).packArrayHeader(dims.length);
      for (int dim : dims) {
        packer.packInt(dim);
      }
      packer.packString(type).packBinaryHeader(numbers.length).writePayload(numbers);
      return packer.toByteArray();
    }
  }

  static Packed extension(int type, byte[] payload) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packExtensionTypeHeader((byte) type, payload.length).writePayload(payload);
      return new Packed(packer.toByteArray());
    }
  }

  static byte[] bytes(Object value) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      pack(packer, value);
      return packer.toByteArray();
    }
  }

  private static void pack(MessageBufferPacker packer, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      packer.packMapHeader(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        packer.packString((String) entry.getKey());
        pack(packer, entry.getValue());
      }
    } else if (value instanceof Packed packed) {
      packer.addPayload(packed.bytes);
    } else if (value instanceof Integer number) {
      packer.packInt(number);
    } else if (value instanceof Boolean truth) {
      packer.packBoolean(truth);
    } else {
      packer.packString(String.valueOf(value));
    }
  }

  /** A model of a few kinds of arrays. */
  public static byte[] sample() throws IOException {
    Map<String, Object> layer = map("kernel", counting(1, 5, 4), "bias", counting(1, 4));
    Map<String, Object> chunks = map("0", counting(1, 6), "1", counting(7, 6));
    Map<String, Object> chunked =
        map("__msgpack_chunked_array__", true, "shape", map("0", 3, "1", 4));
    chunked.put("chunks", chunks);
    return bytes(
        map(
            "params",
            map("dense", layer, "conv", map("kernel", counting(1, 3, 3, 2, 4))),
            "large",
            map("kernel", chunked)));
  }
}
