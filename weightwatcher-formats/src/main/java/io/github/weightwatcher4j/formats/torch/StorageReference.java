package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;

/**
 * A storage as a pickle names it.
 *
 * @param type name of its class, {@code FloatStorage} say
 * @param key its name in the file
 * @param count how many numbers it has
 * @param first in files of before 1.6, the first number of a part of the storage
 */
record StorageReference(String type, String key, long count, long first) {

  /** From {@code ("storage", class, key, device, count[, (key, first, count) or None])}. */
  static StorageReference of(Object[] parts) {
    PickleClass type = (PickleClass) parts[1];
    Object[] view = parts.length > 5 && parts[5] instanceof Object[] part ? part : new Object[0];
    return new StorageReference(
        type.name(),
        String.valueOf((Object) Arguments.text(parts, 2)),
        Arguments.integer(parts, 4),
        view.length > 1 ? Arguments.integer(view, 1) : 0);
  }

  /**
   * How many numbers of the tensor's type it is to have.
   *
   * @param bytes how many bytes it has
   * @param name what has them, for messages
   * @throws UnreadableTensorException where that are too few
   */
  long count(ElementType element, long bytes, String name) throws UnreadableTensorException {
    int stored = TorchTypes.bytes(type);
    if (count < 0 || count > bytes / stored) {
      throw new UnreadableTensorException(
          "needs a storage of %d numbers of %d bytes, but %s has %d bytes"
              .formatted(count, stored, name, bytes));
    }
    return count * stored / element.bytes();
  }
}
