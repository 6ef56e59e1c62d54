package io.github.weightwatcher4j.formats.tensorflow;

import io.github.weightwatcher4j.formats.tensorflow.BundleEntry.Slice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The key under which a part of a variable stands in the index: a zero, the variable's name, the
 * number of axes, start and length on each, coded so that the order of the bytes is that of the
 * numbers (TensorFlow's {@code OrderedCode}).
 */
final class SliceKey {

  private SliceKey() {}

  /**
   * The key of a part.
   *
   * @param name the variable's own key
   */
  static String of(String name, Slice slice) {
    StringBuilder key = new StringBuilder();
    unsigned(key, 0);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      key.append(c);
      if (c == 0) {
        key.append('\u00ff');
      } else if (c == 0xff) {
        key.append('\0');
      }
    }
    key.append("\0\u0001");
    unsigned(key, slice.starts().size());
    for (int axis = 0; axis < slice.starts().size(); axis++) {
      signed(key, slice.starts().get(axis));
      signed(key, slice.lengths().get(axis));
    }
    return key.toString();
  }

  /** How many bytes, then the bytes, most significant first. */
  private static void unsigned(StringBuilder key, long value) {
    int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
    key.append((char) bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      key.append((char) ((value >>> (8 * i)) & 0xff));
    }
  }

  /** Leading ones tell how many bytes there are, and are the other way round below zero. */
  private static void signed(StringBuilder key, long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    int bytes = bits / 7 + 1;
    byte[] all =
        ByteBuffer.allocate(10).putShort((short) (value < 0 ? -1 : 0)).putLong(value).array();
    int first = all.length - bytes;
    int ones = (0xffff << (16 - bytes)) & 0xffff;
    all[first] ^= (byte) (ones >> 8);
    if (bytes > 1) {
      all[first + 1] ^= (byte) ones;
    }
    key.append(new String(all, first, bytes, StandardCharsets.ISO_8859_1));
  }
}
