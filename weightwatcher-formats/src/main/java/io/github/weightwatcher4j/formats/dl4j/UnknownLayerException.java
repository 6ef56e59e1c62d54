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
    if (Dl4jClasses.isOfDl4j(name)) {
      return new UnknownLayerException(name + ": a layer of DL4J that is not known here");
    }
    // Files of 1.0.0-beta3 and before do not say the package.
    String full = name.indexOf('.') < 0 ? "its.package." + name : name;
    return new UnknownLayerException(
        "%s: a class of its own; allowClass(\"%s\") asks it for its shapes".formatted(name, full));
  }
}
