package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a server that takes its time costs: one layer of 16.8 MB of a model of ten, opened and
 * analysed from a disk and from a server behind a redirect, in turns, each time from nothing.
 * Prints the fastest and the median of both. Exit code 1 where the fastest from the server takes
 * more than 1.5 times the fastest from the disk.
 *
 * <p>Arguments: milliseconds a request (50), pairs (12).
 */
public final class DelayedServer {

  private static final double LIMIT = 1.5;

  private DelayedServer() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int delay = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
    int[] sides = new int[10];
    Arrays.fill(sides, 2048);
    byte[] model = Samples.safetensors(0, sides);
    Path file = Files.createTempFile("delayed", ".safetensors");
    double ratio;
    try (RangeServer server = new RangeServer()) {
      Files.write(file, model);
      server.files.put("/model.safetensors", model);
      server.redirects = true;
      server.delayMillis = delay;
      System.out.printf(
          "%d ms a request, %d pairs, %s%n",
          delay, pairs, analysis(file).provenance().nativeLibrary());
      ratio = ratio(pairs, file, server.address("/model.safetensors"));
    } finally {
      Files.delete(file);
    }
    System.exit(ratio <= LIMIT ? 0 : 1);
  }

  private static double ratio(int pairs, Path file, URI address) {
    double[] disk = new double[pairs];
    double[] remote = new double[pairs];
    for (int pair = -1; pair < pairs; pair++) { // the first one warms up
      double near = seconds(file);
      double far = seconds(RemoteFiles.path(address, RemoteOptions.defaults()));
      if (pair >= 0) {
        disk[pair] = near;
        remote[pair] = far;
      }
    }
    print("median", median(disk), median(remote));
    return print("fastest", Arrays.stream(disk).min(), Arrays.stream(remote).min());
  }

  private static OptionalDouble median(double[] seconds) {
    return Arrays.stream(seconds).sorted().skip(seconds.length / 2).findFirst();
  }

  private static double print(String what, OptionalDouble disk, OptionalDouble remote) {
    double ratio = remote.orElseThrow() / disk.orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%s: disk %.2f s, server %.2f s, ratio %.2f%n",
        what,
        disk.orElseThrow(),
        remote.orElseThrow(),
        ratio);
    return ratio;
  }

  private static double seconds(Path path) {
    long start = System.nanoTime();
    analysis(path);
    return (System.nanoTime() - start) / 1e9;
  }

  private static Analysis analysis(Path path) {
    return new WeightWatcher(path).analyze(o -> o.layers(LayerSelector.byName("layer4")));
  }
}
