package io.github.weightwatcher4j.formats.tensorflow;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;

/**
 * A sorted table as LevelDB writes it: blocks of keys and values, a block that tells where they
 * are, and a footer that tells where that is. A key is stored as what it has more than the one
 * before. Each block has a byte for its compression and a checksum behind it.
 */
final class SortedTable {

  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int TRAILER = 5;
  private static final int SNAPPY = 1;

  /** Longest table; one of a hundred thousand variables has ten megabytes. */
  private static final long LONGEST = 1L << 28;

  private static final String ADVICE = "it is damaged or incomplete: download it again";

  private final FilePlace place;
  private final FileChannel channel;
  private final long size;
  private final Map<String, byte[]> values = new LinkedHashMap<>();

  private SortedTable(FilePlace place, FileChannel channel) throws IOException {
    this.place = place;
    this.channel = channel;
    this.size = channel.size();
  }

  /** Whether a file ends as one does. */
  static boolean isOne(Probe probe) throws IOException {
    try (FileChannel channel = FileChannel.open(probe.path())) {
      long size = channel.size();
      return size >= FOOTER
          && FileWindow.bytes(channel, size - Long.BYTES, Long.BYTES).getLong(0) == MAGIC;
    }
  }

  /**
   * All keys with their values, in order.
   *
   * @return the bytes of a key as characters of Latin-1, which keep them apart
   */
  static Map<String, byte[]> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      SortedTable table = new SortedTable(FilePlace.of(file), channel);
      table.read();
      return table.values;
    }
  }

  private void read() throws IOException {
    if (size < FOOTER || size > LONGEST) {
      throw place.problem("has " + size + " bytes, so it is no index", ADVICE);
    }
    ByteBuffer footer = FileWindow.bytes(channel, size - FOOTER, FOOTER);
    if (footer.getLong(FOOTER - Long.BYTES) != MAGIC) {
      throw place.at(size - Long.BYTES).problem("does not end like an index", ADVICE);
    }
    varint(footer); // the table's own metadata, which is empty
    varint(footer);
    ByteBuffer index = block(varint(footer), varint(footer));
    long[] left = {LONGEST}; // what the blocks may unpack to, in all
    entries(
        index,
        (key, value) -> {
          ByteBuffer handle = ByteBuffer.wrap(value);
          ByteBuffer block = block(varint(handle), varint(handle));
          left[0] -= block.limit();
          if (left[0] < 0) {
            throw place.problem("unpacks to more than " + LONGEST + " bytes", ADVICE);
          }
          entries(block, this::add);
        });
  }

  private void add(String key, byte[] value) {
    if (values.put(key, value) != null) {
      throw place.problem("has the key " + FilePlace.quoted(key) + " twice", ADVICE);
    }
  }

  private ByteBuffer block(long offset, long length) {
    if (offset < 0 || length < 0 || offset > size - TRAILER || length > size - TRAILER - offset) {
      String text = "a block of %d bytes at %d is not within the file";
      throw place.problem(text.formatted(length, offset), ADVICE);
    }
    try {
      byte[] bytes = FileWindow.bytes(channel, offset, (int) length + TRAILER).array();
      CRC32C sum = new CRC32C();
      sum.update(bytes, 0, (int) length + 1);
      int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt((int) length + 1);
      if (stored != masked((int) sum.getValue())) {
        throw place.at(offset).problem("a block of the index has another checksum", ADVICE);
      }
      byte[] content = Arrays.copyOf(bytes, (int) length);
      boolean packed = bytes[(int) length] == SNAPPY;
      return ByteBuffer.wrap(packed ? Snappy.unpacked(content) : content)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (DataFormatException e) {
      throw place.at(offset).problem("is not valid Snappy (" + e.getMessage() + ")", ADVICE, e);
    } catch (IOException e) {
      throw place.at(offset).failure("read", e, "check the disk");
    }
  }

  /** Checksums are stored turned, so that those of data with checksums in it are no trap. */
  static int masked(int sum) {
    return Integer.rotateRight(sum, 15) + 0xa282ead8;
  }

  /** The entries of a block, which end where the places to start reading from are listed. */
  private void entries(ByteBuffer block, BiConsumer<String, byte[]> entry) {
    int end = block.limit() - Integer.BYTES;
    int starts = end < 0 ? -1 : block.getInt(end);
    if (starts < 0 || starts > end / Integer.BYTES) {
      throw place.problem("a block of the index has no proper end", ADVICE);
    }
    block.limit(end - starts * Integer.BYTES);
    String key = "";
    while (block.hasRemaining()) {
      long shared = varint(block);
      long more = varint(block);
      long length = varint(block);
      if (shared < 0
          || shared > key.length()
          || more < 0
          || length < 0
          || more > block.remaining()
          || length > block.remaining() - more) {
        throw place.problem("an entry of the index reaches beyond its block", ADVICE);
      }
      byte[] rest = new byte[(int) more];
      byte[] value = new byte[(int) length];
      block.get(rest).get(value);
      key = key.substring(0, (int) shared) + new String(rest, StandardCharsets.ISO_8859_1);
      entry.accept(key, value);
    }
  }

  private long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw problem();
  }

  private WeightFileException problem() {
    return place.problem("a number in the index does not end", ADVICE);
  }
}
