package io.github.weightwatcher4j.spectrum;

/** The native linear algebra library is missing, gives wrong results, or cannot allocate. */
public final class NativeLibraryException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  /** An exception that says what is wrong and what to do. */
  public NativeLibraryException(String message) {
    super(message);
  }

  /** As above, with the cause. */
  public NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
