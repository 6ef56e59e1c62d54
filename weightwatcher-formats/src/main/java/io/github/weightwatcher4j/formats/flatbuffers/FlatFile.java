package io.github.weightwatcher4j.formats.flatbuffers;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A FlatBuffer in a file, read where it is asked for, so that the weights in it are not. Whatever
 * points out of the file is a {@link WeightFileException}.
 *
 * <p>The library of FlatBuffers itself wants the file in memory and checks no reference.
 */
public final class FlatFile {

  /** Bytes that are read together: tables lie close to each other. */
  private static final int PAGE = 1 << 14;

  private static final int LONGEST_TEXT = 1 << 16;

  private FilePlace place;
  private final FileChannel channel;
  private final long size;
  private ByteBuffer page = ByteBuffer.allocate(0);
  private long start;

  /** Bytes that may still be kept: no proper file refers to the same ones again and again. */
  private long budget;

  /**
   * A file that is open.
   *
   * @param place the file, for messages
   * @param channel the same, which the caller closes
   */
  public FlatFile(FilePlace place, FileChannel channel) throws IOException {
    this.place = place;
    this.channel = channel;
    this.size = channel.size();
    this.budget = 8 * size + (1 << 20);
  }

  /** Bytes in the file. */
  public long size() {
    return size;
  }

  /** Says what is read from here on, for messages. */
  public void reading(String tensor) {
    place = place.tensor(tensor);
  }

  /** The table that all others are found from. */
  public FlatTable root() throws IOException {
    return new FlatTable(this, uint32(0));
  }

  int uint8(long position) throws IOException {
    return at(position, 1).get(index(position)) & 0xff;
  }

  int uint16(long position) throws IOException {
    return at(position, 2).getChar(index(position));
  }

  /** A number of 4 bytes. */
  public int int32(long position) throws IOException {
    return at(position, 4).getInt(index(position));
  }

  long uint32(long position) throws IOException {
    return Integer.toUnsignedLong(int32(position));
  }

  long int64(long position) throws IOException {
    return at(position, 8).getLong(index(position));
  }

  /** The bytes of a text. */
  String text(long position, long length) throws IOException {
    if (length > LONGEST_TEXT) {
      throw problem(position, "has a name of " + length + " bytes");
    }
    requireWithin(position, length);
    keep(position, length);
    byte[] bytes = new byte[(int) length];
    FileWindow.bytes(channel, position, (int) length).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Counts bytes that are kept in memory.
   *
   * @throws WeightFileException where they are more than a file of this size has reason to keep
   */
  void keep(long position, long length) {
    budget -= length;
    if (budget < 0) {
      throw problem(position, "refers to the same bytes again and again");
    }
  }

  /**
   * Checks that bytes are in the file.
   *
   * @throws WeightFileException otherwise
   */
  public void requireWithin(long position, long length) {
    if (position < 0 || length < 0 || position > size - length) {
      String text = "refers to %d bytes at %d, but has %d";
      throw problem(Math.max(0, position), text.formatted(length, position, size));
    }
  }

  private int index(long position) {
    return (int) (position - start);
  }

  /** The page with the bytes in it. */
  private ByteBuffer at(long position, int length) throws IOException {
    requireWithin(position, length);
    if (position < start || position + length > start + page.limit()) {
      start = Math.max(0, Math.min(position, size - PAGE));
      page = FileWindow.bytes(channel, start, PAGE).order(ByteOrder.LITTLE_ENDIAN);
      if (position + length > start + page.limit()) {
        throw problem(position, "ends here, too early");
      }
    }
    return page;
  }

  /** The exception for what is wrong at a position. */
  public WeightFileException problem(long position, String problem) {
    return place.at(position).problem(problem, "it is damaged or incomplete: download it again");
  }
}
