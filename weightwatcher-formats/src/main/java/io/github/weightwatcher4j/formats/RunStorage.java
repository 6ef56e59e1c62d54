package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.Optional;

/**
 * Numbers of which a matrix is read as its transpose where its columns are runs and its rows are
 * not, as that of an {@code INDArray} is: a file and the network in memory give the same bits.
 *
 * @param stored the numbers
 */
public record RunStorage(Storage stored) implements Storage {

  @Override
  public long size() {
    return stored.size();
  }

  @Override
  public Precision precision() {
    return stored.precision();
  }

  @Override
  public Optional<ElementType> element() {
    return stored.element();
  }

  @Override
  public boolean isReadInRuns() {
    return true;
  }

  @Override
  public Optional<Storage> asBytes() {
    return stored.asBytes();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    return stored.open(tensor);
  }
}
