package io.github.weightwatcher4j.formats.keras;

/** The chunks that hold the same rows of a dataset, put together. */
final class ChunkRow {

  private final ChunkedStorage storage;
  private final long first;
  private final int rows;
  private final int rank;
  private final int width;
  private final byte[] bytes;

  ChunkRow(ChunkedStorage storage, long first) {
    this.storage = storage;
    this.first = first;
    this.rank = storage.shape().rank();
    this.width = storage.type().bytes();
    this.rows = (int) Math.min(storage.chunk().get(0), storage.shape().dim(0) - first);
    this.bytes = new byte[(int) (rows * storage.shape().rowLength() * width)];
  }

  byte[] read(Hdf5Chunks chunks) {
    int[] offset = new int[rank];
    offset[0] = Math.toIntExact(first);
    while (true) {
      byte[] chunk = chunks.unpacked(offset, storage.chunkBytes());
      if (chunk.length != storage.chunkBytes()) {
        throw new IllegalArgumentException(
            "a chunk of " + chunk.length + " bytes instead of " + storage.chunkBytes());
      }
      copy(chunk, offset);
      int axis = rank - 1;
      while (axis > 0 && offset[axis] + storage.chunk().get(axis) >= storage.shape().dim(axis)) {
        offset[axis--] = 0;
      }
      if (axis <= 0) {
        return bytes;
      }
      offset[axis] += storage.chunk().get(axis);
    }
  }

  /** Copies the part of a chunk that lies within the dataset, run by run of the last axis. */
  private void copy(byte[] chunk, int[] offset) {
    int chunkRun = storage.chunk().get(rank - 1);
    int run = (int) Math.min(chunkRun, length(rank - 1) - place(rank - 1, offset));
    int runs = chunk.length / width / chunkRun;
    for (int i = 0; i < runs; i++) {
      int target = target(i, offset);
      if (target >= 0) {
        System.arraycopy(chunk, i * chunkRun * width, bytes, target * width, run * width);
      }
    }
  }

  /** Where in the slab run i of a chunk begins, in numbers; negative where it lies outside. */
  private int target(int run, int[] offset) {
    long target = place(rank - 1, offset);
    long stride = length(rank - 1);
    int rest = run;
    for (int axis = rank - 2; axis >= 0; axis--) {
      int places = storage.chunk().get(axis);
      long place = place(axis, offset) + rest % places;
      if (place >= length(axis)) {
        return -1;
      }
      target += place * stride;
      stride *= length(axis);
      rest /= places;
    }
    return (int) target;
  }

  /** Length of an axis of the slab. */
  private long length(int axis) {
    return axis == 0 ? rows : storage.shape().dim(axis);
  }

  /** Where on an axis of the slab a chunk begins. */
  private long place(int axis, int[] offset) {
    return axis == 0 ? 0L : offset[axis];
  }
}
