package io.github.weightwatcher4j.formats.keras;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * What a chunk went through when it was written. Undone here and not by jHDF, which would unpack
 * however much there is.
 *
 * @param kind which filter
 * @param width bytes of a number, for the shuffle
 */
record ChunkFilter(Kind kind, int width) {

  /** The filters that the HDF5 library has by itself. */
  enum Kind {
    DEFLATE,
    SHUFFLE,
    FLETCHER32
  }

  /** Filters that people use, by the number under which they are registered. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          4, "szip",
          5, "nbit",
          6, "scaleoffset",
          32000, "lzf",
          32001, "blosc",
          32004, "lz4",
          32008, "bitshuffle",
          32013, "zfp",
          32015, "zstd",
          32026, "blosc2");

  /** Most bytes in a number. */
  private static final int WIDEST = 8;

  ChunkFilter {
    if (width < 1 || width > WIDEST) {
      throw new IllegalArgumentException("numbers of " + width + " bytes are shuffled");
    }
  }

  /** Bytes of Fletcher's check sum, which stands behind the chunk. */
  private static final int SUM = 4;

  static ChunkFilter of(FilterInfo filter) {
    int[] data = filter.getData();
    return switch (filter.getId()) {
      case 1 -> new ChunkFilter(Kind.DEFLATE, 1);
      case 2 -> new ChunkFilter(Kind.SHUFFLE, data.length == 0 ? 1 : data[0]);
      case 3 -> new ChunkFilter(Kind.FLETCHER32, 1);
      default ->
          throw new IllegalArgumentException(
              "chunks packed by filter %d (%s) are not read"
                  .formatted(filter.getId(), known(filter)));
    };
  }

  private static String known(FilterInfo filter) {
    return NAMES.getOrDefault(filter.getId(), "not known");
  }

  /** The bytes before the filter. */
  byte[] undone(byte[] bytes, int chunkBytes) {
    return switch (kind) {
      case DEFLATE -> inflated(bytes, chunkBytes + SUM);
      case SHUFFLE -> unshuffled(bytes);
      case FLETCHER32 -> Arrays.copyOf(bytes, Math.max(0, bytes.length - SUM));
    };
  }

  private static byte[] inflated(byte[] bytes, int most) {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new IllegalArgumentException("a chunk cannot be inflated: " + e.getMessage(), e);
    }
  }

  /** First bytes of all numbers, second bytes of all numbers and so on, put in their places. */
  private byte[] unshuffled(byte[] bytes) {
    int count = bytes.length / width;
    byte[] numbers = bytes.clone();
    for (int part = 0; part < width; part++) {
      for (int i = 0; i < count; i++) {
        numbers[i * width + part] = bytes[part * count + i];
      }
    }
    return numbers;
  }
}
