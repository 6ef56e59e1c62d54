package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import java.util.regex.Pattern;

/** How many parameters a layer has cannot be told; the message says why. */
final class UnknownLayerException extends Exception {

  private static final long serialVersionUID = 1;

  private static final Pattern NAME = Pattern.compile("[\\w$]+([.][\\w$]+)*");

  UnknownLayerException(String message) {
    super(message);
  }

  /** A layer of a class that is not known. */
  static UnknownLayerException ofClass(String name) {
    if (Dl4jClasses.isOfDl4j(name)) {
      return new UnknownLayerException(name + ": a layer of DL4J that is not known here");
    }
    if (!NAME.matcher(name).matches()) {
      String told = name.isEmpty() ? "a layer without" : name + ": a layer, but this is not";
      return new UnknownLayerException(told + " the name of a class");
    }
    // Files of 1.0.0-beta3 and before do not say the package.
    String full = name.indexOf('.') < 0 ? "its.package." + name : name;
    return new UnknownLayerException(
        "%s: a class of its own; allowClass(\"%s\") asks it for its shapes".formatted(name, full));
  }
}
