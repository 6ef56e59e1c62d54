package io.github.weightwatcher4j.formats.zip;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Elsewhere;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/**
 * Numbers in a deflated member. Deflated data is read from its beginning only, so it is unpacked
 * when it is opened: into memory where it is small, into a temporary file, which closing deletes,
 * where it is not.
 *
 * @param member the member
 * @param numbers where the numbers lie in the unpacked bytes
 */
record InflatedStorage(ZipMember member, FileStorage numbers) implements Storage {

  /** Most bytes that are unpacked into memory. */
  static final int IN_MEMORY = 1 << 24;

  @Override
  public long size() {
    return numbers.size();
  }

  @Override
  public Precision precision() {
    return numbers.precision();
  }

  @Override
  public Optional<ElementType> element() {
    return numbers.element();
  }

  @Override
  public Optional<Storage> asBytes() {
    return numbers.asBytes().map(bytes -> new InflatedStorage(member, (FileStorage) bytes));
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    if (!isInMemory()) {
      return numbers.openIn(unpacked(), tensor);
    }
    return inMemory().open(tensor);
  }

  /**
   * Whether it is unpacked into memory: what is small, and whatever lies elsewhere.
   *
   * @throws io.github.weightwatcher4j.formats.WeightFileException where there is no room for it
   */
  boolean isInMemory() {
    boolean small = member.size() <= IN_MEMORY;
    if (!small && Elsewhere.is(member.file())) {
      Elsewhere.requireRoom(
          FilePlace.of(member.file()), member.size(), "a deflated member is unpacked");
      return true;
    }
    return small;
  }

  /** The numbers, unpacked. */
  BytesStorage inMemory() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(member.bytes((int) member.size())).order(numbers.order());
    bytes.position((int) numbers.offset()).limit((int) numbers.end());
    return BytesStorage.of(bytes, numbers.type());
  }

  /** The unpacked bytes in a temporary file that closing deletes. */
  FileChannel unpacked() throws IOException {
    Path copy = Files.createTempFile("weightwatcher", ".unpacked");
    try {
      long sum = copyTo(copy);
      FileChannel channel =
          FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
      try {
        member.requireWhole(channel.size(), sum);
        return channel;
      } catch (RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  private long copyTo(Path copy) throws IOException {
    try (InputStream in = member.open();
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
      Files.copy(checked, copy, StandardCopyOption.REPLACE_EXISTING);
      return checked.getChecksum().getValue();
    } catch (ZipException | EOFException e) {
      throw member.problem("is damaged (" + e.getMessage() + ")");
    }
  }
}
