package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;

/**
 * A class or a function that a pickle names. Only a name: nothing is loaded.
 *
 * @param module Python's module
 * @param name name in the module
 */
record PickleClass(String module, String name) {

  /** Module and name, as Python would write them. */
  String fullName() {
    return module + "." + name;
  }

  /** For messages. */
  @Override
  public String toString() {
    return FilePlace.quoted(fullName());
  }
}
