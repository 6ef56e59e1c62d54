package io.github.weightwatcher4j.formats.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * Unpacks one block of Snappy, as its format description tells: the length, then literal bytes and
 * copies of bytes before.
 */
final class Snappy {

  /** Largest block that is unpacked; tables have blocks of some kilobytes. */
  private static final int LARGEST = 1 << 26;

  private final ByteBuffer in;

  private Snappy(byte[] packed) {
    this.in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] unpacked(byte[] packed) throws DataFormatException {
    return new Snappy(packed).unpack();
  }

  private byte[] unpack() throws DataFormatException {
    byte[] target = new byte[length()];
    int done = 0;
    while (in.hasRemaining()) {
      int tag = in.get() & 0xff;
      boolean literal = (tag & 3) == 0;
      int length =
          literal
              ? literalLength(tag >> 2)
              : (tag & 3) == 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      int back = literal ? 0 : distance(tag);
      boolean sound = literal ? length <= in.remaining() : back > 0 && back <= done;
      if (length < 1 || length > target.length - done || !sound) {
        throw new DataFormatException("a piece of %d bytes at %d".formatted(length, done));
      }
      if (literal) {
        in.get(target, done, length);
      }
      for (int i = literal ? length : 0; i < length; i++) {
        target[done + i] = target[done + i - back]; // byte by byte, as it may overlap itself
      }
      done += length;
    }
    if (done != target.length) {
      throw new DataFormatException(done + " bytes instead of " + target.length);
    }
    return target;
  }

  private int length() throws DataFormatException {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = number(1);
      length |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        // No piece is longer than 64 times its tag, so what is packed bounds what comes of it.
        if (length > LARGEST || length > 64L * in.limit()) {
          break;
        }
        return (int) length;
      }
    }
    throw new DataFormatException("claims to unpack to " + length + " bytes");
  }

  private int literalLength(int code) throws DataFormatException {
    return code < 60 ? code + 1 : number(code - 59) + 1;
  }

  private int distance(int tag) throws DataFormatException {
    return switch (tag & 3) {
      case 1 -> ((tag >> 5) << 8) | number(1);
      case 2 -> number(2);
      default -> number(4);
    };
  }

  private int number(int bytes) throws DataFormatException {
    if (bytes > in.remaining()) {
      throw new DataFormatException("ends too early");
    }
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in.get() & 0xff) << (8 * i);
    }
    return value;
  }
}
