package io.github.weightwatcher4j.formats.computed;

/** Tensors that should make up one do not fit together; the message says how, for the listing. */
final class MisfitException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MisfitException(String reason) {
    super(reason, null, false, false);
  }

  /**
   * What a condition demands.
   *
   * @param reason a format, for {@code arguments}
   */
  @SuppressWarnings("AnnotateFormatMethod") // would need a dependency for one annotation
  static void require(boolean condition, String reason, Object... arguments) {
    if (!condition) {
      throw new MisfitException(reason.formatted(arguments));
    }
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
