package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.Storage;
import java.io.IOException;

/** Where the storages of a file lie. */
interface Storages {

  /**
   * The numbers of a storage.
   *
   * @throws UnreadableTensorException where they are not in the file
   */
  Storage find(StorageReference storage, ElementType type)
      throws IOException, UnreadableTensorException;
}
