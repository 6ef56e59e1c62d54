package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FileWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of a pickle, in memory or in a file, read forwards. */
final class PickleSource {

  private static final int WINDOW = 1 << 16;

  private final @Nullable Path file;
  private final @Nullable FileChannel channel;
  private final long start;
  private final long end;
  private byte[] window;
  private long windowStart;
  private long position;

  private PickleSource(
      @Nullable Path file, @Nullable FileChannel channel, long start, long end, byte[] window) {
    this.file = file;
    this.channel = channel;
    this.start = start;
    this.end = end;
    this.window = window;
    this.windowStart = start;
    this.position = start;
  }

  /** The bytes of a file from one on, up to another. */
  static PickleSource of(Path file, FileChannel channel, long start, long end) {
    return new PickleSource(file, channel, start, end, new byte[0]);
  }

  /** Bytes in memory that stand in a file as they are, from {@code start} on. */
  static PickleSource of(Path file, long start, byte[] bytes) {
    return new PickleSource(file, null, start, start + bytes.length, bytes);
  }

  /** Bytes in memory alone. */
  static PickleSource of(byte[] bytes) {
    return new PickleSource(null, null, 0, bytes.length, bytes);
  }

  /** Where the first byte stands in the file. */
  long start() {
    return start;
  }

  /** Where the next byte stands in the file. */
  long position() {
    return position;
  }

  /** Where the bytes end. */
  long end() {
    return end;
  }

  /** How many bytes are left. */
  long remaining() {
    return end - position;
  }

  /** Whether a run of bytes can be left in the file. */
  boolean isInFile() {
    return file != null;
  }

  /** The next byte, of those that are left. */
  int next() throws IOException {
    long at = position - windowStart;
    if (at < 0 || at >= window.length) {
      fill();
      at = 0;
    }
    position++;
    return window[(int) at] & 0xff;
  }

  private void fill() throws IOException {
    if (channel == null) {
      throw new IOException("no more bytes");
    }
    int length = (int) Math.min(WINDOW, remaining());
    ByteBuffer buffer = FileWindow.bytes(channel, position, length);
    if (buffer.remaining() == 0) {
      throw new IOException("the file was cut short while it was read");
    }
    window = new byte[buffer.remaining()];
    buffer.get(window);
    windowStart = position;
  }

  /** Copies bytes, as many as are left or fewer. */
  void copy(long length, ByteArrayOutputStream target) throws IOException {
    for (long i = 0; i < length; i++) {
      target.write(next());
    }
  }

  /** Passes over a run of bytes, as many as are left or fewer. */
  Blob.InFile skip(long length) {
    if (file == null) {
      throw new IllegalStateException("the bytes are in no file");
    }
    Blob.InFile blob = new Blob.InFile(file, position, length);
    position += length;
    return blob;
  }
}
