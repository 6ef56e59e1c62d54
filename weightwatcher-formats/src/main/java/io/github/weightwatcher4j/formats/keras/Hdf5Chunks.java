package io.github.weightwatcher4j.formats.keras;

import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ChunkIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the chunks of a dataset lie, and what they went through. */
final class Hdf5Chunks {

  private final Hdf5 file;
  private final long address;
  private final List<Integer> lengths;
  private final List<ChunkFilter> filters;
  private final Map<List<Long>, Chunk> chunks = new HashMap<>();

  /** Reads the index of the chunks of a dataset. */
  Hdf5Chunks(Hdf5 file, Hdf5Node dataset) {
    this.file = file;
    this.address = dataset.address();
    Hdf5Header header = dataset.header().orElseThrow();
    if (header.unread(FilterPipelineMessage.MESSAGE_TYPE).isPresent()) {
      throw new IllegalArgumentException("the filters of its chunks are not known");
    }
    this.filters =
        header.first(FilterPipelineMessage.class).stream()
            .flatMap(message -> message.getFilters().stream())
            .map(ChunkFilter::of)
            .toList();
    long[] shape =
        header.first(DataSpaceMessage.class).orElseThrow().getDataSpace().getDimensionsAsLong();
    Collection<Chunk> found;
    if (header.first(ChunkedDataLayoutMessage.class).isPresent()) {
      ChunkedDataLayoutMessage layout = header.first(ChunkedDataLayoutMessage.class).get();
      this.lengths = Arrays.stream(layout.getChunkDimensions()).boxed().toList();
      found =
          layout.getBTreeAddress() == Hdf5.NOWHERE
              ? List.of()
              : BTreeV1.createDataBTree(file.storage(), layout.getBTreeAddress(), shape.length)
                  .getChunks();
    } else {
      ChunkedDataLayoutMessageV4 layout =
          header
              .first(ChunkedDataLayoutMessageV4.class)
              .orElseThrow(() -> new IllegalArgumentException("their layout is not read"));
      int[] chunk = Arrays.copyOf(layout.getChunkDimensions(), shape.length);
      this.lengths = Arrays.stream(chunk).boxed().toList();
      int width = header.first(DataTypeMessage.class).orElseThrow().getDataType().getSize();
      int bytes = Arrays.stream(chunk).reduce(width, Math::multiplyExact);
      found =
          layout.getAddress() == Hdf5.NOWHERE
              ? List.of()
              : index(layout, new DatasetInfo(bytes, shape, chunk)).getAllChunks();
    }
    found.forEach(chunk -> chunks.put(place(chunk.getChunkOffset()), chunk));
  }

  private ChunkIndex index(ChunkedDataLayoutMessageV4 layout, DatasetInfo info) {
    return switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> new SingleChunkIndex(layout, info);
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
          new ImplicitChunkIndex(layout.getAddress(), info);
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new FixedArrayIndex(file.storage(), layout.getAddress(), info);
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ExtensibleArrayIndex(file.storage(), layout.getAddress(), info);
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          new BTreeIndex(file.storage(), layout.getAddress(), info);
      default -> throw new IllegalArgumentException("the index of its chunks is not known");
    };
  }

  private List<Long> place(long[] offset) {
    return Arrays.stream(offset).limit(lengths.size()).boxed().toList();
  }

  /** Where the header of the dataset is. */
  long address() {
    return address;
  }

  /** Lengths of a chunk's axes. */
  List<Integer> lengths() {
    return lengths;
  }

  /** What a chunk went through, in the order of writing. */
  List<ChunkFilter> filters() {
    return filters;
  }

  /** Bytes of all chunks as stored. */
  long stored() {
    return chunks.values().stream().mapToLong(Chunk::getSize).sum();
  }

  /** The bytes of the chunk that begins at a place of the dataset, its filters undone. */
  byte[] unpacked(int[] offset, int bytes) {
    Chunk chunk = chunks.get(place(Arrays.stream(offset).asLongStream().toArray()));
    if (chunk == null) {
      throw new IllegalArgumentException("no chunk at " + Arrays.toString(offset));
    }
    ByteBuffer raw = file.storage().map(chunk.getAddress(), chunk.getSize());
    byte[] unpacked = new byte[raw.remaining()];
    raw.get(unpacked);
    for (int i = filters.size() - 1; i >= 0; i--) {
      // The writer leaves out a filter that did not help a chunk, and says so.
      if (!chunk.getFilterMask().get(i)) {
        unpacked = filters.get(i).undone(unpacked, bytes);
      }
    }
    return unpacked;
  }
}
