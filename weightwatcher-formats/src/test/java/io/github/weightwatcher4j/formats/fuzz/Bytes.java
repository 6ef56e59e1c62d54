package io.github.weightwatcher4j.formats.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Damage to bytes of which nothing is known: bits, numbers, pieces. */
final class Bytes {

  private static final int TRIES = 100;

  private Bytes() {}

  /** Damage that leaves as many bytes. */
  static byte[] inPlace(byte[] bytes, Chance chance) {
    if (bytes.length == 0) {
      return bytes;
    }
    byte[] damaged = bytes.clone();
    int at = chance.place(bytes.length);
    switch (chance.below(5)) {
      case 0 -> damaged[at] ^= (byte) (1 << chance.below(8));
      case 1 -> damaged[at] = (byte) chance.below(256);
      case 2 -> put(damaged, at, chance.once(2) ? 4 : 8, chance.number(0, bytes.length));
      case 3 -> System.arraycopy(bytes, chance.below(at + 1), damaged, at, bytes.length - at);
      default -> {
        return counted(bytes, chance);
      }
    }
    return damaged;
  }

  /** A number that seems to count or to point, for it is small, replaced where it is. */
  static byte[] counted(byte[] bytes, Chance chance) {
    byte[] damaged = bytes.clone();
    boolean big = chance.once(8);
    for (int i = 0; i < TRIES; i++) {
      int at = chance.place(bytes.length);
      int width = 1 << chance.below(4);
      if (at + width <= bytes.length) {
        long was = get(bytes, at, width, big);
        if (was > 0 && was <= 4L * bytes.length + 64) {
          long number = chance.number(was, bytes.length);
          put(damaged, at, width, big ? Long.reverseBytes(number) >>> (64 - 8 * width) : number);
          return damaged;
        }
      }
    }
    return damaged;
  }

  static long get(byte[] bytes, int at, int width, boolean big) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[at + i] & 0xffL) << (8 * (big ? width - 1 - i : i));
    }
    return value;
  }

  /** Writes a little-endian number, as much of it as there is room for. */
  static void put(byte[] bytes, int at, int width, long value) {
    byte[] number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    System.arraycopy(number, 0, bytes, at, Math.min(bytes.length - at, Math.min(width, 8)));
  }

  /** Pieces cut, left out, repeated, put in, exchanged. */
  static byte[] pieces(byte[] bytes, Chance chance) {
    if (bytes.length == 0) {
      return chance.bytes(8);
    }
    int from = chance.place(bytes.length);
    int to = Math.min(bytes.length, from + 1 + chance.below(chance.once(4) ? 4000 : 64));
    byte[] piece = Arrays.copyOfRange(bytes, from, to);
    return switch (chance.below(7)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> replaced(bytes, from, to, new byte[0]);
      case 2 -> replaced(bytes, to, to, piece);
      case 3 -> replaced(bytes, to, to, repeated(piece, 2 + chance.below(1000)));
      case 4 -> replaced(bytes, from, from, chance.bytes(1 + chance.below(16)));
      case 5 -> replaced(bytes, from, to, new byte[to - from]);
      default -> {
        int other = chance.place(bytes.length);
        yield replaced(bytes, other, Math.min(bytes.length, other + piece.length), piece);
      }
    };
  }

  /** Bytes with others in place of those from one to before another. */
  static byte[] replaced(byte[] bytes, int from, int to, byte[] piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(piece);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  static byte[] repeated(byte[] piece, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times && out.size() < 1 << 20; i++) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }

  /** The head of one and the tail of another. */
  static byte[] spliced(byte[] head, byte[] tail, Chance chance) {
    int cut = chance.place(head.length);
    int from = chance.once(2) ? Math.min(cut, tail.length) : chance.below(tail.length + 1);
    return replaced(tail, 0, from, Arrays.copyOf(head, cut));
  }
}
