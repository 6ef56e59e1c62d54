package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
/** How many parameters a layer has cannot be told; the message says why. */
final class UnknownLayerException extends Exception {

  private static final long serialVersionUID = 1;

  UnknownLayerException(String message) {
    super(message);
  }

  /** A layer of a class that is not known. */
  static UnknownLayerException ofClass(String name) {
    return new UnknownLayerException(
        Dl4jClasses.isOfDl4j(name)
            ? name + ": a layer of DL4J that is not known here"
            : "%s: a class of its own; allowClass(\"%s\") asks it for its shapes"
                .formatted(name, name));
  }
}
