package io.github.weightwatcher4j.model;

import java.util.Optional;

/**
 * Turns one framework's models into a {@link ModelSource}. Found by {@link
 * java.util.ServiceLoader}: list the class in {@code
 * META-INF/services/io.github.weightwatcher4j.model.ModelAdapter}.
 */
public interface ModelAdapter {

  /** What this adapter understands, for error messages, such as {@code "DL4J networks"}. */
  String understands();

  /** The model as a source, or empty where it is not this adapter's kind. Reads no weights. */
  Optional<ModelSource> open(Object model);
}
