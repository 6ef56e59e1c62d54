package io.github.weightwatcher4j.cuda;

/**
 * A GPU as far as a solver needs it. {@link CudaDevice} makes the calls; tests have another one, so
 * that everything else is tested without a GPU.
 */
interface Device {

  /** Its name and what computes on it: card, compute capability, driver, libraries. */
  String description();

  /** Bytes of its memory that nobody has taken. */
  long freeBytes();

  /**
   * Streams of work of their own, closed by the caller.
   *
   * @throws DeviceException where there can be no more of them
   */
  Lane open();
}
