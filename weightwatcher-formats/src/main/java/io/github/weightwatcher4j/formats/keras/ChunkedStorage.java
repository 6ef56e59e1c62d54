package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in chunks, compressed or not. What is read is kept by slabs: as many rows as a chunk has,
 * over all other axes.
 *
 * @param region the HDF5 file
 * @param path path of the dataset
 * @param shape its shape
 * @param chunk lengths of a chunk's axes
 * @param filters what a chunk went through, in the order of writing
 * @param type how a number is stored
 * @param order byte order
 */
record ChunkedStorage(
    Region region,
    String path,
    TensorShape shape,
    List<Integer> chunk,
    List<ChunkFilter> filters,
    ElementType type,
    ByteOrder order)
    implements Storage {

  /** Most bytes of a slab: 128 MB. */
  private static final long MOST = 1 << 27;

  ChunkedStorage {
    long slab = (long) type.bytes() * chunk.stream().findFirst().orElse(1);
    boolean sound = chunk.size() == shape.rank() && chunk.stream().allMatch(length -> length > 0);
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
      Region region, ChunkedDataset dataset, TensorShape shape, ElementType type, ByteOrder order) {
    List<Integer> chunk = Arrays.stream(dataset.getChunkDimensions()).boxed().toList();
    List<ChunkFilter> filters =
        dataset.getFilters().stream().map(ChunkFilter::of).toList();
    return new ChunkedStorage(region, dataset.getPath(), shape, chunk, filters, type, order);
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

  /**
   * The rows of a slab, as bytes in C order.
   *
   * @param first its first row, a multiple of a chunk's rows
   */
  byte[] slab(long first, String tensor) throws IOException {
    try {
      return Hdf5.read(region, file -> new Slab(this, first).read((ChunkedDataset) file.dataset(path)));
    } catch (WeightFileException e) {
      throw FilePlace.of(region.file()).tensor(tensor).problem(e.getMessage(), "see above", e);
    }
  }
}
