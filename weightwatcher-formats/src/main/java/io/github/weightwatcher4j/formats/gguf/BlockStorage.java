package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Numbers quantized in blocks, one block behind the other.
 *
 * @param file the file
 * @param offset where the first block begins
 * @param size how many numbers, whole blocks of them
 * @param codec what a block is
 */
record BlockStorage(Path file, long offset, long size, BlockCodec codec) implements Storage {

  @Override
  public Precision precision() {
    return Precision.INTEGER;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    return new BlockReader(this, FileChannel.open(file), tensor);
  }
}
