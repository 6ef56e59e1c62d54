package io.github.weightwatcher4j.formats.zip;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a deflated member of which many tensors are views: it is unpacked when the first of
 * them is read. What it is unpacked to, memory or a temporary file without a name, is given back
 * when nothing refers to this object any more.
 */
final class SharedStorage implements Storage {

  private final InflatedStorage inflated;
  private @Nullable BytesStorage memory;
  private @Nullable FileChannel copy;

  SharedStorage(InflatedStorage inflated) {
    this.inflated = inflated;
  }

  @Override
  public long size() {
    return inflated.size();
  }

  @Override
  public Precision precision() {
    return inflated.precision();
  }

  @Override
  public Optional<ElementType> element() {
    return inflated.element();
  }

  @Override
  public synchronized StorageReader open(String tensor) throws IOException {
    if (inflated.isInMemory()) {
      BytesStorage bytes = memory == null ? inflated.inMemory() : memory;
      memory = bytes;
      return bytes.open(tensor);
    }
    // A thread that is interrupted while it reads closes the file for all.
    FileChannel file = copy != null && copy.isOpen() ? copy : inflated.unpacked();
    copy = file;
    // Kept open: closing a tensor does not close the file for the others.
    StorageReader numbers = inflated.numbers().openIn(file, tensor);
    return (at, count, target, from) -> numbers.read(at, count, target, from);
  }
}
