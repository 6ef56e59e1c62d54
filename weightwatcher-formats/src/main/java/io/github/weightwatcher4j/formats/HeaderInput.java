package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Little-endian numbers and texts of a header, one after the other, through one buffer. */
public final class HeaderInput {

  /** Longest text that is kept: names and keys; the values of others are passed over. */
  private static final int LONGEST = 1 << 16;

  private final FilePlace file;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** Where the buffer begins. */
  private long start;

  /**
   * Reads a file from its start.
   *
   * @param file the file, for messages
   * @param channel the same, open; the caller closes it
   */
  public HeaderInput(FilePlace file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
  }

  /** Bytes from the start of the file. */
  public long position() {
    return start + buffer.position();
  }

  /** Bytes up to the end of the file. */
  public long remaining() {
    return size - position();
  }

  /** A number of 4 bytes. */
  public int int32() throws IOException {
    return need(Integer.BYTES).getInt();
  }

  /** A number of 8 bytes. */
  public long int64() throws IOException {
    return need(Long.BYTES).getLong();
  }

  /** An unsigned number of 8 bytes that counts something which takes so many bytes at least. */
  public long count(String what, long bytesEach) throws IOException {
    long position = position();
    long count = int64();
    if (count < 0 || count > remaining() / bytesEach) {
      throw problem(position, "claims to have %d %s".formatted(count, what));
    }
    return count;
  }

  /** A text in UTF-8 behind its length in 8 bytes. */
  public String text() throws IOException {
    long position = position();
    long length = count("bytes in a text", 1);
    if (length > LONGEST) {
      throw problem(position, "has a name of " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    need(bytes.length).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Passes over bytes, which are not read. */
  public void skip(long length) throws IOException {
    if (length > remaining()) {
      throw ended();
    }
    if (length <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) length);
    } else {
      start = position() + length;
      buffer.limit(0);
    }
  }

  private ByteBuffer need(int length) throws IOException {
    if (length > remaining()) {
      throw ended();
    }
    if (buffer.remaining() < length) {
      start = position();
      buffer.compact();
      while (buffer.position() < length) {
        if (channel.read(buffer, start + buffer.position()) < 0) {
          throw ended();
        }
      }
      buffer.flip();
    }
    return buffer;
  }

  private WeightFileException ended() {
    return problem(size, "the file ends within its header");
  }

  /** The exception for what is wrong at a place of the file. */
  public WeightFileException problem(long offset, String problem) {
    return file.at(offset).problem(problem, "it is damaged or incomplete: download it again");
  }
}
