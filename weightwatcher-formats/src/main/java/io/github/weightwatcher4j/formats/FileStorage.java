package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Numbers as they lie in a file, one after the other.
 *
 * @param file the file
 * @param offset where the first begins, in bytes from the start of the file
 * @param size how many numbers
 * @param type how each is stored
 * @param order byte order
 */
public record FileStorage(Path file, long offset, long size, ElementType type, ByteOrder order)
    implements Storage {

  /** Checks that nothing is negative and that the last byte has a place. */
  public FileStorage {
    if (offset < 0 || size < 0) {
      throw new IllegalArgumentException("needs offset >= 0 and size >= 0: " + offset + " " + size);
    }
    try {
      Math.addExact(offset, Math.multiplyExact(size, type.bytes()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          size + " numbers of " + type + " do not fit behind byte " + offset, e);
    }
  }

  /** Little-endian numbers. */
  public static FileStorage littleEndian(Path file, long offset, long size, ElementType type) {
    return new FileStorage(file, offset, size, type, ByteOrder.LITTLE_ENDIAN);
  }

  /** The byte after the last number. */
  public long end() {
    return offset + size * type.bytes();
  }

  @Override
  public Precision precision() {
    return type.precision();
  }

  @Override
  public Optional<ElementType> element() {
    return Optional.of(type);
  }

  @Override
  public Optional<Storage> asBytes() {
    return Optional.of(
        new FileStorage(file, offset, size * type.bytes(), ElementType.UINT8, order));
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    return openIn(FileChannel.open(file), tensor);
  }

  /**
   * These numbers, at the same place of another file: an unpacked copy, say.
   *
   * @param channel the other file; closed with the reader
   */
  public StorageReader openIn(FileChannel channel, String tensor) {
    int width = type.bytes();
    ReadsAhead.tell(channel, offset, end());
    FileWindow window = new FileWindow(file, channel, tensor, width, size * width, order);
    int most = window.capacity() / width;
    return StorageReader.of(
        (first, count, target, at) -> {
          for (int done = 0; done < count; done += most) {
            int part = Math.min(count - done, most);
            long position = offset + (first + done) * width;
            type.decode(window.read(position, part * width), part, target, at + done);
          }
        },
        window::close);
  }
}
