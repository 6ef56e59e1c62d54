package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;

/**
 * Numbers that were written in a wider format than they had before: they are no more precise.
 *
 * @param wide the numbers as they are stored now
 * @param precision what they had before
 */
record WidenedStorage(Storage wide, Precision precision) implements Storage {

  @Override
  public long size() {
    return wide.size();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    return wide.open(tensor);
  }
}
