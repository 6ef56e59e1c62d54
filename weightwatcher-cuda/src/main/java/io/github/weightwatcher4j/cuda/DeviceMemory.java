package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Memory of a device, shared by the matrices in flight: one that would fit if it were alone waits
 * until it does, so that what is done on the device does not depend on how many threads there are.
 */
final class DeviceMemory {

  private static final long MILLISECONDS = 20;

  private final long total;
  private long used;

  /** So many bytes in all. */
  DeviceMemory(long total) {
    this.total = total;
  }

  /** Nine tenths of what is free: drivers and libraries take some as they go. */
  static DeviceMemory of(Device device) {
    return new DeviceMemory(device.freeBytes() / 10 * 9);
  }

  long total() {
    return total;
  }

  /**
   * Takes bytes as soon as they are there.
   *
   * @throws DeviceException where there will never be so many
   * @throws CancellationException where {@code cancelled} became true or the thread is interrupted
   */
  synchronized void take(long bytes, BooleanSupplier cancelled) {
    if (bytes > total) {
      throw DeviceException.of(
          DeviceException.Kind.MEMORY,
          "needs %s of the %s that are free on the GPU".formatted(size(bytes), size(total)));
    }
    while (used + bytes > total) {
      RowBlocks.requireNotCancelled(cancelled);
      try {
        wait(MILLISECONDS); // whether it was cancelled is asked now and then
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for memory of the GPU");
      }
    }
    used += bytes;
  }

  synchronized void giveBack(long bytes) {
    used -= bytes;
    notifyAll();
  }

  static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
