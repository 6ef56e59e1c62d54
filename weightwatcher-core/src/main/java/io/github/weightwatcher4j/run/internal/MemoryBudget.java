package io.github.weightwatcher4j.run.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Native memory shared by the layers in flight. */
public final class MemoryBudget {

  private static final Path LINUX = Path.of("/");

  private final long total;
  private long used;

  public MemoryBudget(long bytes) {
    this.total = bytes;
  }

  /**
   * Half of the memory that is free now, page cache included: in the machine, and in the container
   * or control group that this process is in.
   */
  public static long halfOfFree() {
    return halfOfFree(LINUX);
  }

  /** As above, where the files that Linux tells it by are below a folder of tests. */
  static long halfOfFree(Path root) {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long machine = Math.max(system.getFreeMemorySize(), available(root));
    long free = Math.min(machine, new ContainerMemory(root).free().orElse(machine));
    return Math.min(free, system.getTotalMemorySize()) / 2;
  }

  private static long available(Path root) {
    try (Stream<String> lines = Files.lines(root.resolve("proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
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
