package io.github.weightwatcher4j.run.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Native memory shared by the layers in flight. */
public final class MemoryBudget {

  private static final Path LINUX_MEMORY = Path.of("/proc/meminfo");

  private final long total;
  private long used;

  public MemoryBudget(long bytes) {
    this.total = bytes;
  }

  /** Half of the memory that is free now, page cache included. */
  public static long halfOfFree() {
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

  /** Whether the bytes were free and are now taken; while none is taken, any number is free. */
  public synchronized boolean take(long bytes) {
    boolean free = used == 0 || used + bytes <= Math.max(total, used);
    used += free ? bytes : 0;
    return free;
  }

  public synchronized void giveBack(long bytes) {
    used -= bytes;
  }
}
