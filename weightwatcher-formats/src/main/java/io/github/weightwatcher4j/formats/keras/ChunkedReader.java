package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a chunked dataset slab by slab, the last of which is kept. */
final class ChunkedReader implements StorageReader {

  private final ChunkedStorage storage;
  private final String tensor;
  private @Nullable Hdf5 file;
  private @Nullable Hdf5Chunks chunks;
  private long slab = -1;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  ChunkedReader(ChunkedStorage storage, String tensor) {
    this.storage = storage;
    this.tensor = tensor;
  }

  @Override
  public void read(long first, int count, double[] target, int at) {
    int width = storage.type().bytes();
    for (int done = 0; done < count; ) {
      ByteBuffer loaded = load((first + done) / slabLength());
      int start = (int) ((first + done) % slabLength());
      int run = Math.min(count - done, loaded.capacity() / width - start);
      ByteBuffer part = loaded.slice(start * width, run * width).order(storage.order());
      storage.type().decode(part, run, target, at + done);
      done += run;
    }
  }

  /** Numbers in a whole slab. */
  private long slabLength() {
    return storage.chunk().get(0) * storage.shape().rowLength();
  }

  private ByteBuffer load(long wanted) {
    if (wanted != slab) {
      bytes = ByteBuffer.allocate(0); // the old one goes before the new one comes
      slab = -1;
      bytes = ByteBuffer.wrap(read(wanted));
      slab = wanted;
    }
    return bytes;
  }

  private byte[] read(long wanted) {
    long row = wanted * storage.chunk().get(0);
    FilePlace place = FilePlace.of(storage.region().file()).tensor(tensor);
    try {
      return Hdf5.guarded(
          storage.region(),
          () -> {
            Hdf5 opened = file == null ? new Hdf5(storage.region()) : file;
            file = opened;
            Hdf5Chunks index =
                chunks == null ? new Hdf5Chunks(opened, opened.node(storage.address())) : chunks;
            chunks = index;
            return new ChunkRow(storage, row).read(index);
          });
    } catch (WeightFileException e) {
      throw place.problem(String.valueOf(e.getMessage()), "the other tensors may be intact", e);
    } catch (IOException e) {
      throw place.failure("read", e, "check the disk");
    }
  }

  @Override
  public void close() {
    bytes = ByteBuffer.allocate(0);
    slab = -1;
    Hdf5 opened = file;
    file = null;
    chunks = null;
    if (opened != null) {
      opened.close();
    }
  }
}
