package io.github.weightwatcher4j.cuda;

/** When a device in tests does what is queued: all of them are what a real one may do. */
enum Schedule {
  /** As it is queued. */
  AT_ONCE,
  /** When somebody waits for it. */
  LATE,
  /** Copies as soon as they need not wait, everything else late. */
  COPIES_EARLY,
  /** Sums and eigenvalues as soon as they need not wait, copies late. */
  SUMS_EARLY,
  /** As {@link #COPIES_EARLY}, but the device waits for no event: not what a real one may do. */
  COPIES_EARLY_WITHOUT_WAITING,
  /** As {@link #SUMS_EARLY}, but the device waits for no event. */
  SUMS_EARLY_WITHOUT_WAITING,
  /** As {@link #LATE}, but the machine does not wait for an event either. */
  LATE_WITHOUT_AWAITING;

  boolean isEarly(Lane.Stream stream) {
    return switch (this) {
      case AT_ONCE -> true;
      case LATE, LATE_WITHOUT_AWAITING -> false;
      case COPIES_EARLY, COPIES_EARLY_WITHOUT_WAITING -> stream == Lane.Stream.COPY;
      case SUMS_EARLY, SUMS_EARLY_WITHOUT_WAITING -> stream == Lane.Stream.COMPUTE;
    };
  }

  boolean isWaiting() {
    return this != COPIES_EARLY_WITHOUT_WAITING && this != SUMS_EARLY_WITHOUT_WAITING;
  }

  boolean isAwaiting() {
    return this != LATE_WITHOUT_AWAITING;
  }

  /** Whether a real device may be like this. */
  boolean isReal() {
    return isWaiting() && isAwaiting();
  }
}
