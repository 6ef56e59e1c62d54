package io.github.weightwatcher4j.cli;

import org.jspecify.annotations.Nullable;

/** A failure that the user can do something about; the message says what. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  CommandFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
