package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a chunked dataset slab by slab, the last of which is kept. */
final class ChunkedReader implements StorageReader {

  private final ChunkedStorage storage;
  private final String tensor;
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
    return storage.chunk().isEmpty() ? 1 : storage.chunk().get(0) * storage.shape().rowLength();
  }

  private ByteBuffer load(long wanted) {
    if (wanted != slab) {
      try {
        bytes = ByteBuffer.allocate(0); // the old one goes before the new one comes
        long row = storage.chunk().isEmpty() ? 0 : wanted * storage.chunk().get(0);
        bytes = ByteBuffer.wrap(storage.slab(row, tensor));
        slab = wanted;
      } catch (IOException e) {
        throw FilePlace.of(storage.region().file())
            .tensor(tensor)
            .problem("cannot be read (" + e + ")", "check the disk", e);
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    bytes = ByteBuffer.allocate(0);
    slab = -1;
  }
}
