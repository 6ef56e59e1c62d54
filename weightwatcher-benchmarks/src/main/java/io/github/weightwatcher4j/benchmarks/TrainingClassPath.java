package io.github.weightwatcher4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What our class path costs a training that does not call us, and one whose analysis has ended,
 * against DL4J alone. Each run has a JVM of its own; they take turns, so that a busy machine slows
 * all alike. OpenBLAS chooses its kernels itself, and says which.
 *
 * <p>Arguments: the class path of DL4J alone; rounds, 5 unless told; nets, each SIZES/UPDATES.
 * {@code training.sh} has the class path at hand.
 */
public final class TrainingClassPath {

  private static final List<String> NETS = List.of("64-256-128-4/500", "4096-4096-4/12");

  private TrainingClassPath() {}

  /** A way to train, and what its runs took. */
  private static final class Mode {

    private final String name;
    private final String classPath;
    private final boolean analysis;
    private final List<Double> seconds = new ArrayList<>();
    private String kernels = "";

    Mode(String name, String classPath, boolean analysis) {
      this.name = name;
      this.classPath = classPath;
      this.analysis = analysis;
    }

    void train(String sizes, String updates) throws IOException, InterruptedException {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              classPath,
              TrainUpdates.class.getName(),
              sizes,
              updates,
              String.valueOf(analysis));
      builder.environment().keySet().removeIf(key -> key.matches("(OPENBLAS|OMP|GOMP)_.*"));
      builder.environment().put("OPENBLAS_VERBOSE", "2"); // it names its kernels
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(name + " failed: " + output);
      }
      kernels = lines(output, "Core: .*").findFirst().orElse("Core: not told");
      List<String> numbers = lines(output, "[0-9]+\\.[0-9]+").toList();
      if (numbers.size() != 1) {
        throw new IOException(name + " did not print one number of seconds: " + output);
      }
      seconds.add(Double.valueOf(numbers.get(0)));
    }

    private static Stream<String> lines(String output, String pattern) {
      return output.lines().filter(line -> line.matches(pattern));
    }

    void print(Mode alone) {
      List<Double> ratios =
          IntStream.range(0, seconds.size())
              .mapToObj(i -> seconds.get(i) / alone.seconds.get(i))
              .sorted()
              .toList();
      System.out.printf(
          Locale.ROOT,
          "  %-24s least %7.3f s, median %7.3f s; of DL4J alone: least %.2f, median %.2f"
              + " (%.2f to %.2f)  %s%n",
          name,
          Collections.min(seconds),
          seconds.stream().sorted().toList().get(seconds.size() / 2),
          Collections.min(seconds) / Collections.min(alone.seconds),
          ratios.get(ratios.size() / 2),
          ratios.get(0),
          ratios.get(ratios.size() - 1),
          kernels);
    }
  }

  /** Measures and prints. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    List<String> nets = args.length > 2 ? Arrays.asList(args).subList(2, args.length) : NETS;
    for (String net : nets) {
      measure(net.split("/"), args[0], rounds);
    }
  }

  private static void measure(String[] net, String alonePath, int rounds)
      throws IOException, InterruptedException {
    String ours = System.getProperty("java.class.path");
    Mode alone = new Mode("DL4J alone", alonePath, false);
    List<Mode> modes =
        List.of(
            alone,
            new Mode("on the class path", ours, false),
            new Mode("after an analysis", ours, true));
    for (int round = 0; round < rounds; round++) {
      for (Mode mode : modes) {
        mode.train(net[0], net[1]);
      }
    }
    System.out.printf("%s, %s updates of 32%n", net[0], net[1]);
    modes.forEach(mode -> mode.print(alone));
  }
}
