package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.Optional;

/**
 * The elements of a tensor that lies in one piece of a larger storage.
 *
 * @param view the tensor
 */
record Whole(TensorView view) implements Storage {

  /** The tensor's elements as a storage that has no others. */
  static Storage of(TensorView view) {
    boolean all = view.offset() == 0 && view.storage().size() == view.shape().size();
    return all ? view.storage() : new Whole(view);
  }

  @Override
  public long size() {
    return view.shape().size();
  }

  @Override
  public Precision precision() {
    return view.storage().precision();
  }

  @Override
  public Optional<ElementType> element() {
    return view.storage().element();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    StorageReader reader = view.storage().open(tensor);
    return StorageReader.of(
        (first, count, target, at) -> reader.read(view.offset() + first, count, target, at),
        reader::close);
  }
}
