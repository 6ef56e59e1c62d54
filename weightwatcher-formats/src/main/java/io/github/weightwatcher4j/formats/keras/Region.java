package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Elsewhere;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of a file that is an HDF5 file: all of it, or a member of an archive.
 *
 * @param file the file
 * @param offset where it begins
 * @param size bytes in it
 * @param deflated the member, where it is not stored as it is
 * @param memory all of it, where it lies elsewhere and cannot be mapped
 */
record Region(
    Path file, long offset, long size, Optional<ZipMember> deflated, Optional<ByteBuffer> memory) {

  /** Most bytes that are unpacked to find out what is in them. */
  private static final int MOST_UNPACKED = 1 << 28;

  static Region of(Path file) throws IOException {
    return stored(file, 0, Files.size(file));
  }

  static Region of(ZipMember member) throws IOException {
    return member.isStored()
        ? stored(member.file(), member.dataOffset(), member.size())
        : new Region(member.file(), 0, member.size(), Optional.of(member), Optional.empty());
  }

  private static Region stored(Path file, long offset, long size) throws IOException {
    Optional<ByteBuffer> memory =
        Elsewhere.is(file)
            ? Optional.of(
                Elsewhere.bytes(file, offset, size, "the parts of an HDF5 file lie all over it"))
            : Optional.empty();
    return new Region(file, offset, size, Optional.empty(), memory);
  }

  /** Whether a buffer can hold it. */
  boolean isMappable() {
    return size <= Integer.MAX_VALUE;
  }

  /** The bytes, mapped where they lie in the file as they are: what is not read takes no memory. */
  ByteBuffer bytes() throws IOException {
    if (deflated.isPresent()) {
      return ByteBuffer.wrap(deflated.get().bytes(MOST_UNPACKED));
    }
    if (memory.isPresent()) {
      return memory.get().duplicate();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, offset, size);
    }
  }

  /** Numbers at a place of the HDF5 file. */
  Storage numbers(long start, long count, ElementType type, ByteOrder order) throws IOException {
    if (deflated.isPresent()) {
      return deflated.get().numbers(start, count, type, order);
    }
    FileStorage storage = new FileStorage(file, Math.addExact(offset, start), count, type, order);
    if (storage.end() > offset + size) {
      throw new IllegalArgumentException(
          "%d numbers from byte %d on reach beyond the end, %d".formatted(count, start, size));
    }
    return memory.isPresent() ? inMemory(storage) : storage;
  }

  private Storage inMemory(FileStorage storage) {
    int start = (int) (storage.offset() - offset);
    ByteBuffer numbers = memory.orElseThrow().duplicate().order(storage.order());
    numbers.limit((int) (storage.end() - offset)).position(start);
    return BytesStorage.of(numbers, storage.type());
  }
}
