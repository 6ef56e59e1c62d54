package io.github.weightwatcher4j.formats.torch;

/** Why one tensor is not read, while others may be. */
final class UnreadableTensorException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableTensorException(String reason) {
    super(reason);
  }

  /** The reason, for people. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
