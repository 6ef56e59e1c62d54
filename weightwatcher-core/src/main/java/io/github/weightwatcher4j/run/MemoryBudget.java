package io.github.weightwatcher4j.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Native memory shared by the layers in flight; a layer waits until its share is free. */
final class MemoryBudget {

  private static final Path LINUX_MEMORY = Path.of("/proc/meminfo");

  private final long total;
  private long used;

  MemoryBudget(long bytes) {
    this.total = bytes;
  }

  /** Half of the memory that is free now, page cache included. */
  static long halfOfFree() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long free = Math.max(system.getFreeMemorySize(), linuxAvailable());
    return Math.min(free, system.getTotalMemorySize()) / 2;
  }

  private static long linuxAvailable() {
    try {
      return Files.exists(LINUX_MEMORY)
          ? Files.readAllLines(LINUX_MEMORY).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElse(0)
          : 0;
    } catch (IOException e) {
      return 0; // the figure that Java gives is good enough
    }
  }

  /** Waits for the bytes; a layer larger than the whole budget waits until it is alone. */
  synchronized void take(long bytes) throws InterruptedException {
    while (used > 0 && used + bytes > total) {
      wait();
    }
    used += bytes;
  }

  synchronized void giveBack(long bytes) {
    used -= bytes;
    notifyAll();
  }
}
