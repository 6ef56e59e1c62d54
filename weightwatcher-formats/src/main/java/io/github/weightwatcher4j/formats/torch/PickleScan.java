package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * Walks through the instructions of a pickle without following any: finds its end, and refuses
 * lengths that the file does not have, instructions that no checkpoint needs, and pickles so long
 * that what they make would not fit into memory. Instructions as in Python's {@code pickletools}.
 */
final class PickleScan {

  /**
   * Most instructions. A tensor takes some 40, so that is a model of fifty thousand; what an
   * instruction makes takes 64 bytes at most.
   */
  private static final int MOST = 2_000_000;

  /** Longest line of text: names of modules and classes, numbers. */
  private static final int LONGEST_LINE = 1 << 12;

  /** Longest text or run of bytes: weights are not among them. */
  private static final int LONGEST_TEXT = 1 << 24;

  /** Longest number in bytes; a number as text is decoded in quadratic time. */
  private static final int LONGEST_NUMBER = 255;

  private static final char STOP = '.';

  private final FilePlace place;
  private final long start;
  private final ByteBuffer bytes;

  /**
   * A scan from the first byte on.
   *
   * @param start where in the file the bytes begin, for messages
   */
  PickleScan(FilePlace place, long start, byte[] bytes) {
    this.place = place;
    this.start = start;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The index behind the last instruction; empty where the bytes end before it. */
  OptionalInt end() {
    for (int count = 0; count < MOST; count++) {
      if (!bytes.hasRemaining()) {
        return OptionalInt.empty();
      }
      int at = bytes.position();
      int instruction = bytes.get() & 0xff;
      if (!skipArgument(instruction, at)) {
        return OptionalInt.empty();
      }
      if (instruction == STOP) {
        return OptionalInt.of(bytes.position());
      }
    }
    throw problem(bytes.position(), "the pickle has more than " + MOST + " instructions");
  }

  /** Whether the argument is all there. */
  private boolean skipArgument(int instruction, int at) {
    return switch (instruction) {
      // ( . 0 1 2 N Q R a b d } e l ] o s t ) u, NEWOBJ, TUPLE1-3, NEWTRUE, NEWFALSE,
      // EMPTY_SET, ADDITEMS, FROZENSET, NEWOBJ_EX, STACK_GLOBAL, MEMOIZE
      case '(', STOP, '0', '1', '2', 'N', 'Q', 'R', 'a', 'b', 'd', '}', 'e', 'l', ']', 'o', 's' ->
          true;
      case 't', ')', 'u', 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94 ->
          true;
      case 'K', 'h', 'q', 0x80 -> skip(1);
      case 'M' -> skip(2);
      case 'J', 'j', 'r' -> skip(4);
      case 'G', 0x95 -> skip(8); // BINFLOAT, FRAME
      case 'F', 'I', 'L', 'P', 'S', 'V', 'g', 'p' -> skipLines(1, at);
      case 'c', 'i' -> skipLines(2, at);
      case 'U', 'C', 0x8c, 0x8a -> skipCounted(Byte.BYTES, at);
      case 0x8b -> skipNumber(at);
      case 'T', 'B', 'X' -> skipCounted(Integer.BYTES, at);
      case 0x8d, 0x8e, 0x96 -> skipCounted(Long.BYTES, at);
      default ->
          throw problem(
              at,
              "0x%02x is not an instruction that a checkpoint may contain".formatted(instruction));
    };
  }

  private boolean skip(long length) {
    if (length > bytes.remaining()) {
      return false;
    }
    bytes.position(bytes.position() + (int) length);
    return true;
  }

  private boolean skipLines(int count, int at) {
    boolean there = true;
    for (int i = 0; i < count && there; i++) {
      there = skipLine(at);
    }
    return there;
  }

  private boolean skipLine(int at) {
    for (int length = 0; bytes.hasRemaining(); length++) {
      if (bytes.get() == '\n') {
        return true;
      }
      if (length == LONGEST_LINE) {
        throw problem(at, "the pickle has a line of more than " + LONGEST_LINE + " characters");
      }
    }
    return false;
  }

  /** Bytes behind their number. */
  private boolean skipCounted(int width, int at) {
    if (bytes.remaining() < width) {
      return false;
    }
    long length =
        switch (width) {
          case Byte.BYTES -> bytes.get() & 0xff;
          case Integer.BYTES -> bytes.getInt();
          default -> bytes.getLong();
        };
    if (length < 0 || length > LONGEST_TEXT) {
      throw problem(at, "the pickle has a text or bytes of the impossible length " + length);
    }
    return skip(length);
  }

  private boolean skipNumber(int at) {
    if (bytes.remaining() < Integer.BYTES) {
      return false;
    }
    int length = bytes.getInt();
    if (length < 0 || length > LONGEST_NUMBER) {
      throw problem(at, "the pickle has an integer of " + length + " bytes");
    }
    return skip(length);
  }

  private WeightFileException problem(int at, String problem) {
    return place.at(start + at).problem(problem, "check where the file comes from");
  }
}
