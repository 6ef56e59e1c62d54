package io.github.weightwatcher4j.formats.fuzz;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes damaged files of one format, one for each seed, reads them and notes what may not be. */
final class Fuzzer {

  private static final long MOST_NATIVE = 48L << 20;

  private final Subject subject;
  private final List<Sample> samples;
  private final Path folder;
  private final Path outside;
  private final Map<Reading.Outcome, Integer> outcomes = new EnumMap<>(Reading.Outcome.class);

  /** How the names of our temporary files begin. */
  private static final String OURS = "weightwatcher";

  private final List<String> findings = new ArrayList<>();

  Fuzzer(Subject subject, Path root) throws IOException {
    this.subject = subject;
    this.samples = subject.samples().all();
    this.folder = root.resolve("model");
    this.outside = root.resolve("outside");
  }

  /** What may not be, each with the seed that shows it. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** How many files ended in which way. */
  Map<Reading.Outcome, Integer> outcomes() {
    return outcomes;
  }

  /** Damages, reads and checks one file. */
  void run(long seed) throws IOException {
    Chance first = new Chance(seed * 31 + subject.name().hashCode(), List.of(""));
    Sample sample = first.of(samples);
    Chance chance = new Chance(seed * 31 + 1, sample.namesOutside(outside));
    sample.write(outside, sample.outside());
    sample.write(folder, damaged(sample, chance));
    links(sample, chance);
    try {
      outcomes.merge(Reading.of(folder.resolve(sample.opened())), 1, Integer::sum);
    } catch (Exception | Error e) {
      note(seed, e.toString(), e);
    }
    check(seed);
  }

  private void note(long seed, String what, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    for (StackTraceElement element : trace) {
      if (element.getClassName().contains("weightwatcher4j.formats.") && at.length() < 300) {
        at += " < " + element;
      }
    }
    findings.add(subject.name() + " " + seed + ": " + what + at);
    if (e.getCause() != null) {
      note(seed, "  because of " + e.getCause(), e.getCause());
    }
  }

  private Map<String, byte[]> damaged(Sample sample, Chance chance) {
    Map<String, byte[]> files = new LinkedHashMap<>(sample.files());
    List<String> names = new ArrayList<>(files.keySet());
    for (int times = 1 + chance.below(3); times > 0; times--) {
      String name = chance.once(2) ? names.get(0) : chance.of(names);
      byte[] bytes = files.get(name);
      if (chance.once(40)) {
        byte[] other = chance.of(samples).files().values().iterator().next();
        files.put(name, Bytes.spliced(bytes, other, chance));
      } else if (names.size() > 1 && chance.once(12)) {
        String other = chance.of(names);
        files.put(name, files.get(other));
        files.put(other, bytes);
      } else if (names.size() > 1 && chance.once(20)) {
        files.put(name, new byte[0]);
      } else {
        files.put(name, Structures.of(name, bytes).apply(bytes, chance));
      }
    }
    return files;
  }

  /** Links out of the folder, to itself and in a circle, in place of files that others name. */
  private void links(Sample sample, Chance chance) throws IOException {
    if (!sample.outside().isEmpty() && chance.once(3)) {
      String name = chance.of(List.copyOf(sample.outside().keySet()));
      Path link = folder.resolve(name);
      Files.deleteIfExists(link);
      Path target = chance.once(4) ? link : outside.resolve(name);
      Files.createSymbolicLink(link, chance.once(2) ? target : folder.relativize(target));
    }
  }

  private void check(long seed) throws IOException {
    if (System.getProperty(Trap.SPRUNG) != null) {
      System.clearProperty(Trap.SPRUNG);
      findings.add(subject.name() + " " + seed + ": a class was initialized");
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> left = Files.list(temporary)) {
      // By name: the folder is not ours alone where the program is started by hand.
      for (Path path : left.filter(it -> it.getFileName().toString().startsWith(OURS)).toList()) {
        if (!subject.name().startsWith("tar")) { // what is unpacked stays while the process lives
          findings.add(subject.name() + " " + seed + ": left " + path);
        }
        Files.delete(path);
      }
    }
  }

  /** Checks what is held outside the heap once all is closed. */
  void checkMemory() {
    System.gc();
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getMemoryUsed() > MOST_NATIVE) {
        findings.add(
            subject.name() + ": holds " + pool.getMemoryUsed() + " bytes " + pool.getName());
      }
    }
  }
}
