package io.github.weightwatcher4j.formats.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads damaged files: {@code Fuzz all COUNT} so many of each format, {@code Fuzz FORMAT SEED
 * COUNT} those of one format from a seed on. Ends with 1 where anything was found, with 3 where a
 * file takes longer than five seconds.
 */
public final class Fuzz {

  /** Of the processor, as others may use it too; and of the clock, for what waits. */
  private static final long LONGEST_NANOS = 5_000_000_000L;

  private static final long LONGEST_WAIT_NANOS = 60 * LONGEST_NANOS;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Formats whose files come from programs of which less is known. */
  private static final Set<String> TWICE = Set.of("dl4j", "samediff");

  private static final int MOST_SHOWN = 200;

  private final AtomicLong started = new AtomicLong(System.nanoTime());
  private final AtomicLong startedCpu = new AtomicLong();
  private final List<String> findings = new ArrayList<>();
  private volatile String underWay = "";

  private Fuzz() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    Fuzz fuzz = new Fuzz();
    fuzz.watch(Thread.currentThread());
    int count = Integer.parseInt(args[args.length - 1]);
    for (Subject subject : Subjects.ALL) {
      if (args[0].equals("all")) {
        fuzz.run(subject, 0, share(subject, count));
      } else if (args[0].equals(subject.name())) {
        fuzz.run(subject, Long.parseLong(args[1]), count);
      }
    }
    fuzz.findings.stream().limit(MOST_SHOWN).forEach(System.out::println);
    System.exit(fuzz.findings.isEmpty() ? 0 : 1);
  }

  private static int share(Subject subject, int count) {
    int subjects =
        (int) Subjects.ALL.stream().filter(it -> it.format().equals(subject.format())).count();
    int most = TWICE.contains(subject.format()) ? 2 * count : count;
    return (most + subjects - 1) / subjects;
  }

  private void run(Subject subject, long seed, int count) throws IOException {
    Path root = Files.createTempDirectory("fuzz");
    long start = System.nanoTime();
    Fuzzer fuzzer = new Fuzzer(subject, root);
    for (long i = seed; i < seed + count; i++) {
      underWay = subject.name() + " " + i;
      started.set(System.nanoTime());
      startedCpu.set(THREADS.getCurrentThreadCpuTime());
      fuzzer.run(i);
    }
    fuzzer.checkMemory();
    findings.addAll(fuzzer.findings());
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-16s %6d files %s, %d findings, %.1f s%n",
        subject.name(),
        count,
        fuzzer.outcomes(),
        fuzzer.findings().size(),
        seconds);
  }

  private void watch(Thread reader) {
    Thread watch =
        new Thread(
            () -> {
              while (System.nanoTime() - started.get() < LONGEST_WAIT_NANOS
                  && THREADS.getThreadCpuTime(reader.getId()) - startedCpu.get() < LONGEST_NANOS) {
                try {
                  Thread.sleep(100);
                } catch (InterruptedException e) {
                  return;
                }
              }
              System.out.println(underWay + ": takes longer than 5 s");
              for (StackTraceElement element : reader.getStackTrace()) {
                System.out.println("  at " + element);
              }
              System.out.flush();
              Runtime.getRuntime().halt(3);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
