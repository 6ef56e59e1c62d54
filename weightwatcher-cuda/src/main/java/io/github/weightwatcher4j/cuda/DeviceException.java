package io.github.weightwatcher4j.cuda;

/** A device that did not do what it was asked for. */
final class DeviceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What follows from it. */
  enum Kind {
    /** Its memory does not suffice; everything else still works. */
    MEMORY,
    /** It found no eigenvalues of one matrix; others are not concerned. */
    RESULT,
    /** Anything else: it is not to be trusted any more. */
    DEVICE
  }

  private final Kind kind;

  private DeviceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static DeviceException of(Kind kind, String message) {
    return new DeviceException(kind, message);
  }

  Kind kind() {
    return kind;
  }
}
