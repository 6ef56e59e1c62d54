package io.github.weightwatcher4j.formats.zip;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Elsewhere;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * One member of a zip file.
 *
 * @param file the zip file
 * @param name name in the archive
 * @param packing how it is packed
 * @param header where its own header begins, in bytes from the start of the file
 * @param packedSize bytes in the file
 * @param size bytes unpacked
 */
public record ZipMember(
    Path file, String name, Packing packing, long header, long packedSize, long size) {

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int HEADER = 0x04034b50;
  private static final int HEADER_LENGTH = 30;

  /** Weights do not shrink a hundredfold; what does is made to fill disk or memory. */
  private static final long MOST_SHRUNK = 100;

  private static final long HARMLESS = 1 << 26;

  /** What the own header has beyond the name, at most as a rule: PyTorch aligns by it. */
  private static final int PADDING = 256;

  /**
   * How a member is packed.
   *
   * @param method 0 stored, 8 deflated, others are not read
   * @param encrypted whether a password is needed
   * @param crc check sum of the unpacked bytes
   */
  public record Packing(int method, boolean encrypted, long crc) {}

  /** A member whose sizes are possible. */
  static ZipMember checked(
      Path file, String name, Packing packing, long header, long packedSize, long size) {
    ZipMember member = new ZipMember(file, name, packing, header, packedSize, size);
    if (header < 0 || packedSize < 0 || size < 0) {
      throw member.problem("has impossible sizes: " + packedSize + " and " + size);
    }
    if (member.isStored() && packedSize != size) {
      throw member.problem("is stored in " + packedSize + " bytes, but has " + size);
    }
    return member;
  }

  /** Whether the bytes lie in the file as they are. */
  public boolean isStored() {
    return packing.method == STORED && !packing.encrypted;
  }

  /**
   * Where the member's bytes, packed or not, begin in the file.
   *
   * @throws WeightFileException where its header is damaged or the file does not hold them all
   */
  public long dataOffset() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return dataOffset(channel);
    }
  }

  long dataOffset(FileChannel channel) throws IOException {
    ByteBuffer local = FileWindow.bytes(channel, header, HEADER_LENGTH);
    if (local.remaining() < HEADER_LENGTH || local.getInt(0) != HEADER) {
      throw problem("has no header at byte " + header);
    }
    int lengths = Short.toUnsignedInt(local.getShort(26)) + Short.toUnsignedInt(local.getShort(28));
    long start = header + HEADER_LENGTH + lengths;
    if (start > channel.size() - packedSize) {
      throw problem("reaches beyond the end of the file");
    }
    return start;
  }

  /**
   * The unpacked bytes as a stream that checks their number and sum at its end.
   *
   * @throws WeightFileException where the member is packed in a way that is not read, or would
   *     unpack to far more than it takes in the file
   */
  public InputStream open() throws IOException {
    if (packing.encrypted || (packing.method != STORED && packing.method != DEFLATED)) {
      throw problem("is encrypted, or packed by method " + packing.method + ", which is not read");
    }
    if (size > HARMLESS && size / MOST_SHRUNK > packedSize) {
      throw problem("unpacks from " + packedSize + " to " + size + " bytes: no weights do");
    }
    FileChannel channel = openAhead();
    try {
      channel.position(dataOffset(channel));
      InputStream packed = new BoundedStream(Channels.newInputStream(channel), packedSize);
      return new BoundedStream(isStored() ? packed : inflating(packed), size);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** The archive, of which this member is about to be read. */
  FileChannel openAhead() throws IOException {
    FileChannel channel = FileChannel.open(file);
    ReadsAhead.tell(channel, header, Math.min(channel.size(), least() + name.length() + PADDING));
    return channel;
  }

  private static InputStream inflating(InputStream packed) {
    Inflater inflater = new Inflater(true);
    return new InflaterInputStream(packed, inflater, 1 << 16) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  /**
   * All of the unpacked bytes, checked.
   *
   * @param most how many are expected at most
   * @throws WeightFileException where there are more, or others than there should be
   */
  public byte[] bytes(int most) throws IOException {
    if (size > most) {
      throw problem("has " + size + " bytes, more than the " + most + " that are expected");
    }
    try (CheckedInputStream in = new CheckedInputStream(open(), new CRC32())) {
      byte[] bytes = in.readNBytes((int) size);
      requireWhole(bytes.length, in.getChecksum().getValue());
      return bytes;
    } catch (ZipException | EOFException e) {
      throw problem("is damaged (" + e.getMessage() + ")");
    }
  }

  /** Checks what was unpacked. */
  void requireWhole(long bytes, long sum) {
    if (bytes != size || sum != packing.crc) {
      throw problem("is damaged: its bytes are not those that were packed");
    }
  }

  /**
   * Numbers in the member: read in place where it is stored, unpacked when opened where it is
   * deflated.
   *
   * @param start where they begin in the unpacked bytes
   * @param count how many, all within the member
   */
  public Storage numbers(long start, long count, ElementType type, ByteOrder order)
      throws IOException {
    if (isStored() && Elsewhere.is(file)) {
      return MemberStorage.of(this, start, count, type, order);
    }
    long offset = isStored() ? dataOffset() : 0;
    FileStorage storage = new FileStorage(file, offset + start, count, type, order);
    if (storage.end() - offset > size) {
      throw problem("has " + size + " bytes, too few for " + count + " numbers of " + type);
    }
    return isStored() ? storage : new InflatedStorage(this, storage);
  }

  /**
   * As {@link #numbers}, for a member that many tensors share: a deflated one is unpacked once, and
   * kept as long as the storage is.
   */
  public Storage sharedNumbers(long start, long count, ElementType type, ByteOrder order)
      throws IOException {
    Storage numbers = numbers(start, count, type, order);
    return numbers instanceof InflatedStorage inflated ? new SharedStorage(inflated) : numbers;
  }

  /** The first byte that may be behind it; the own header may say more of it than is known here. */
  long least() {
    try {
      return Math.addExact(header + HEADER_LENGTH, packedSize);
    } catch (ArithmeticException e) {
      throw problem("has an impossible size: " + packedSize);
    }
  }

  WeightFileException problem(String problem) {
    return FilePlace.of(file)
        .at(header)
        .problem("the member " + FilePlace.quoted(name) + " " + problem, "download it again");
  }
}
