package io.github.weightwatcher4j.formats.keras;

import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.util.Optional;

/**
 * An object of an HDF5 file.
 *
 * @param address where its header begins
 * @param header what it is; empty where it cannot be read
 * @param problem why it cannot be read; empty text where it can
 */
record Hdf5Node(long address, Optional<Hdf5Header> header, String problem) {

  /** A node with its header. */
  static Hdf5Node of(long address, Hdf5Header header) {
    return new Hdf5Node(address, Optional.of(header), "");
  }

  /** A node whose header cannot be read. */
  static Hdf5Node broken(long address, String problem) {
    return new Hdf5Node(address, Optional.empty(), problem);
  }

  /** Whether it holds numbers, or might: of a broken header nobody knows. */
  boolean isDataset() {
    return header.map(read -> read.has(DataSpaceMessage.MESSAGE_TYPE)).orElse(true);
  }

  /** Whether it holds other objects. */
  boolean isGroup() {
    return header.isPresent() && !isDataset() && !header.get().has(DataTypeMessage.MESSAGE_TYPE);
  }
}
