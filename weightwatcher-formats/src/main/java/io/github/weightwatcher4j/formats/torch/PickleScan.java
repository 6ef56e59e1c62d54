package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Guard;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the instructions of a pickle without following any: finds its end, and refuses
 * lengths that the file does not have, instructions that no checkpoint needs, and pickles so long
 * that what they make would not fit into memory. Long runs of bytes, the numbers of arrays, stay in
 * the file. Instructions as in Python's {@code pickletools}.
 */
final class PickleScan {

  /** Stands for a run of bytes that stays in the file, with its index; no pickle may contain it. */
  static final int BLOB = 0xf0;

  /** Longest pickle in bytes, runs that stay in the file apart. */
  static final int LONGEST = 1 << 25;

  /**
   * Most instructions. A tensor takes some 40, so that is a model of fifty thousand; what an
   * instruction makes takes 64 bytes at most.
   */
  private static final int MOST = 2_000_000;

  /** Longest line of text: names of modules and classes, numbers. */
  private static final int LONGEST_LINE = 1 << 12;

  /** Shortest run of bytes, and text, that stays in the file. */
  private static final int SHORTEST_BLOB = 1 << 10;

  private static final int SHORTEST_TEXT_BLOB = 1 << 12;

  /** More than any file has. */
  private static final long IMPOSSIBLE = 1L << 48;

  /** Longest number in bytes; a number as text is decoded in quadratic time. */
  private static final int LONGEST_NUMBER = 255;

  private static final char STOP = '.';
  private static final int FRAME = 0x95;

  private final FilePlace place;
  private final PickleSource source;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final List<Blob> blobs = new ArrayList<>();

  /** A scan from the next byte of the source on. */
  PickleScan(FilePlace place, PickleSource source) {
    this.place = place;
    this.source = source;
  }

  /**
   * What was scanned.
   *
   * @param instructions the instructions, {@link #BLOB} among them
   * @param blobs what stays in the file
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Scanned(byte[] instructions, List<Blob> blobs) {}

  /** Scans one pickle, behind whose last instruction the source stands then. */
  Scanned scan() throws IOException {
    for (int count = 0; count < MOST; count++) {
      Guard.requireNotInterrupted();
      require(1);
      long at = source.position();
      int instruction = source.next();
      if (instruction == FRAME) {
        require(Long.BYTES);
        source.copy(Long.BYTES, new ByteArrayOutputStream()); // lengths that are of no use here
      } else {
        take(instruction, at);
      }
      if (kept.size() > LONGEST) {
        String text = "the pickle is longer than " + LONGEST + " bytes, more than any model needs";
        throw problem(at, text);
      }
      if (instruction == STOP) {
        return new Scanned(kept.toByteArray(), blobs);
      }
    }
    throw problem(source.position(), "the pickle has more than " + MOST + " instructions");
  }

  private void take(int instruction, long at) throws IOException {
    switch (instruction) {
      // ( . 0 1 2 N Q R a b d } e l ] o s t ) u, NEWOBJ, TUPLE1-3, NEWTRUE, NEWFALSE,
      // EMPTY_SET, ADDITEMS, FROZENSET, NEWOBJ_EX, STACK_GLOBAL, MEMOIZE
      case '(', STOP, '0', '1', '2', 'N', 'Q', 'R', 'a', 'b', 'd', '}', 'e', 'l', ']', 'o', 's' ->
          kept.write(instruction);
      case 't', ')', 'u', 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94 ->
          kept.write(instruction);
      case 'K', 'h', 'q', 0x80 -> keep(instruction, 1);
      case 'M' -> keep(instruction, 2);
      case 'J', 'j', 'r' -> keep(instruction, 4);
      case 'G' -> keep(instruction, 8); // BINFLOAT
      case 'F', 'I', 'L', 'P', 'S', 'V', 'g', 'p' -> keepLines(instruction, 1, at);
      case 'c', 'i' -> keepLines(instruction, 2, at);
      case 0x8a -> keepCounted(instruction, Byte.BYTES, Long.MAX_VALUE, at);
      case 0x8b -> keepNumber(instruction, at);
      case 'U', 'C' -> keepCounted(instruction, Byte.BYTES, SHORTEST_BLOB, at);
      case 'T', 'B' -> keepCounted(instruction, Integer.BYTES, SHORTEST_BLOB, at);
      case 0x8e, 0x96 -> keepCounted(instruction, Long.BYTES, SHORTEST_BLOB, at);
      case 0x8c -> keepCounted(instruction, Byte.BYTES, SHORTEST_TEXT_BLOB, at);
      case 'X' -> keepCounted(instruction, Integer.BYTES, SHORTEST_TEXT_BLOB, at);
      case 0x8d -> keepCounted(instruction, Long.BYTES, SHORTEST_TEXT_BLOB, at);
      default ->
          throw problem(
              at,
              "0x%02x is not an instruction that a checkpoint may contain".formatted(instruction));
    }
  }

  private void keep(int instruction, int length) throws IOException {
    require(length);
    kept.write(instruction);
    source.copy(length, kept);
  }

  private void keepLines(int instruction, int count, long at) throws IOException {
    kept.write(instruction);
    for (int i = 0; i < count; i++) {
      int length = 0;
      for (int next = 0; next != '\n'; length++) {
        require(1);
        next = source.next();
        kept.write(next);
        if (length > LONGEST_LINE) {
          throw problem(at, "the pickle has a line of more than " + LONGEST_LINE + " characters");
        }
      }
    }
  }

  /** Bytes behind their number, or what stands for them where they are {@code many} or more. */
  private void keepCounted(int instruction, int width, long many, long at) throws IOException {
    long length = little(width);
    if (length < 0 || length > IMPOSSIBLE) {
      throw problem(at, "the pickle has a text or bytes of the impossible length " + length);
    }
    require(length);
    if (length >= many && source.isInFile()) {
      kept.write(BLOB);
      keepLittle(blobs.size(), Integer.BYTES);
      Blob.InFile blob = source.skip(length);
      blobs.add(many == SHORTEST_TEXT_BLOB ? new Blob.Letters(blob) : blob);
      return;
    }
    if (length > LONGEST) {
      throw problem(at, "the pickle has a text or bytes of " + length + " bytes");
    }
    kept.write(instruction);
    keepLittle(length, width);
    source.copy(length, kept);
  }

  private void keepNumber(int instruction, long at) throws IOException {
    long length = little(Integer.BYTES);
    if (length < 0 || length > LONGEST_NUMBER) {
      throw problem(at, "the pickle has an integer of " + length + " bytes");
    }
    require(length);
    kept.write(instruction);
    keepLittle(length, Integer.BYTES);
    source.copy(length, kept);
  }

  private long little(int width) throws IOException {
    require(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (long) source.next() << (Byte.SIZE * i);
    }
    return width == Integer.BYTES ? (int) value : value;
  }

  private void keepLittle(long value, int width) {
    for (int i = 0; i < width; i++) {
      kept.write((int) (value >> (Byte.SIZE * i)));
    }
  }

  /** Refuses a pickle of whose next bytes not so many are there. */
  private void require(long length) {
    if (length > source.remaining()) {
      throw place
          .at(source.end())
          .problem("the file ends within a pickle", "it is incomplete: download it again");
    }
  }

  private WeightFileException problem(long at, String problem) {
    return place.at(at).problem(problem, "check where the file comes from");
  }
}
