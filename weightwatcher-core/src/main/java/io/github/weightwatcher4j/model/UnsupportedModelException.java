package io.github.weightwatcher4j.model;

/** No adapter understands the given model object. */
public final class UnsupportedModelException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** An exception whose message names the model's class, the adapters found and what to add. */
  public UnsupportedModelException(String message) {
    super(message);
  }
}
