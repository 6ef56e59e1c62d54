package io.github.weightwatcher4j.formats.torch;

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
}
