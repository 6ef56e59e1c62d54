package io.github.weightwatcher4j.formats;

import java.nio.channels.FileChannel;

/** Plain numbers of a file. */
final class FileStorageReader implements StorageReader {

  private final FileStorage storage;
  private final FileWindow window;
  private final int width;

  FileStorageReader(FileStorage storage, FileChannel channel, String tensor) {
    this.storage = storage;
    this.width = storage.type().bytes();
    this.window =
        new FileWindow(
            storage.file(), channel, tensor, width, storage.size() * width, storage.order());
  }

  @Override
  public void read(long first, int count, double[] target, int at) {
    int most = window.capacity() / width;
    for (int done = 0; done < count; done += most) {
      int part = Math.min(count - done, most);
      long position = storage.offset() + (first + done) * width;
      storage.type().decode(window.read(position, part * width), part, target, at + done);
    }
  }

  @Override
  public void close() {
    window.close();
  }
}
