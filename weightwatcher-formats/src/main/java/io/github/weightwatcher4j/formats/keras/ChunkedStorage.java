package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Numbers in chunks, compressed or not. What is read is kept by slabs: as many rows as a chunk has,
 * over all other axes.
 *
 * @param region the HDF5 file
 * @param address where the header of the dataset is
 * @param shape its shape
 * @param chunk lengths of a chunk's axes
 * @param filters what a chunk went through, in the order of writing
 * @param type how a number is stored
 * @param order byte order
 */
record ChunkedStorage(
    Region region,
    long address,
    TensorShape shape,
    List<Integer> chunk,
    List<ChunkFilter> filters,
    ElementType type,
    ByteOrder order)
    implements Storage {

  /** Most bytes of a slab: 128 MB. */
  private static final long MOST = 1 << 27;

  /** Deflate cannot make more of a byte than this. */
  private static final long MOST_SHRUNK = 1032;

  ChunkedStorage {
    long slab = (long) type.bytes() * chunk.stream().findFirst().orElse(1);
    boolean sound =
        shape.rank() > 0
            && chunk.size() == shape.rank()
            && chunk.stream().allMatch(length -> length > 0);
    if (!sound || Math.multiplyExact(slab, shape.rowLength()) > MOST || bytes(chunk, type) > MOST) {
      throw new IllegalArgumentException("chunks of " + chunk + " are too large, or do not fit");
    }
  }

  private static long bytes(List<Integer> chunk, ElementType type) {
    long bytes = type.bytes();
    for (int length : chunk) {
      bytes = Math.multiplyExact(bytes, (long) length);
    }
    return bytes;
  }

  static ChunkedStorage of(
      Region region, Hdf5Chunks chunks, TensorShape shape, ElementType type, ByteOrder order) {
    long stored = chunks.stored();
    long bytes = Math.multiplyExact(shape.size(), (long) type.bytes());
    if (bytes / MOST_SHRUNK > stored || stored > region.size()) {
      throw new IllegalArgumentException(stored + " bytes are said to hold " + bytes);
    }
    return new ChunkedStorage(
        region, chunks.address(), shape, chunks.lengths(), chunks.filters(), type, order);
  }

  @Override
  public long size() {
    return shape.size();
  }

  @Override
  public Precision precision() {
    return type.precision();
  }

  @Override
  public StorageReader open(String tensor) {
    return new ChunkedReader(this, tensor);
  }

  /** Bytes of a chunk, unpacked. */
  int chunkBytes() {
    return (int) bytes(chunk, type);
  }
}
