package io.github.weightwatcher4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.dl4j.training.SpectralListenerBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What a listener costs the training of the digits perceptron, each epoch, against training without
 * it and with one that does nothing; without the bulk it has no verdicts. Runs take turns, so that
 * a busy machine slows all alike.
 *
 * <p>Arguments: repeats and epochs, 9 and 10 unless told.
 */
public final class ListenerOverhead {

  private static final int BATCH = 32;

  private ListenerOverhead() {}

  /** What a training took: on the clock, and of all processors together. */
  private record Times(double seconds, double processor) {

    static Times now() {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      return new Times(System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9);
    }

    Times since(Times start) {
      return new Times(seconds - start.seconds, processor - start.processor);
    }
  }

  /** A way to train, and what its runs took. */
  private static final class Mode {

    private final String name;
    private final List<Times> runs = new ArrayList<>();
    private String cost = "";

    Mode(String name) {
      this.name = name;
    }

    void print(int epochs, Mode without) {
      System.out.printf(
          Locale.ROOT,
          "%-16s %7.1f ms an epoch, of training without: time %s, processors %s  %s%n",
          name,
          1e3 * median(runs.stream().map(Times::seconds)) / epochs,
          ratio(without, Times::seconds),
          ratio(without, Times::processor),
          cost);
    }

    /** Median of the ratios, round by round, with the quartiles. */
    private String ratio(Mode without, ToDoubleFunction<Times> time) {
      List<Double> ratios =
          IntStream.range(0, runs.size())
              .mapToObj(
                  i -> time.applyAsDouble(runs.get(i)) / time.applyAsDouble(without.runs.get(i)))
              .sorted()
              .toList();
      return String.format(
          Locale.ROOT,
          "%.3f (%.3f to %.3f)",
          median(ratios.stream()),
          ratios.get(ratios.size() / 4),
          ratios.get(3 * ratios.size() / 4));
    }

    private static double median(Stream<Double> values) {
      List<Double> sorted = values.sorted().toList();
      return sorted.get(sorted.size() / 2);
    }
  }

  /** Measures and prints. */
  public static void main(String[] args) throws IOException {
    Kernels.print();
    int repeats = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    Mode without = new Mode("without");
    Mode idle = new Mode("idle listener");
    Mode background = new Mode("background");
    Mode bare = new Mode("without bulk");
    Mode here = new Mode("training thread");
    List<Mode> modes = List.of(without, idle, background, bare, here);
    Digits digits = Digits.load(1);
    for (int repeat = -1; repeat < repeats; repeat++) {
      without.runs.add(train(digits, epochs));
      idle.runs.add(train(digits, epochs, new BaseTrainingListener() {}));
      background.runs.add(
          watched(digits, epochs, background, SpectralListener.builder().inBackground()));
      bare.runs.add(
          watched(digits, epochs, bare, SpectralListener.builder().options(o -> o.mpFit(false))));
      here.runs.add(watched(digits, epochs, here, SpectralListener.builder()));
      if (repeat < 0) { // the first round warms up
        modes.forEach(mode -> mode.runs.clear());
      }
    }
    modes.forEach(mode -> mode.print(epochs, without));
  }

  private static Times watched(
      Digits digits, int epochs, Mode mode, SpectralListenerBuilder builder) throws IOException {
    Path file = Files.createTempFile("listener", ".jsonl");
    try (SpectralListener listener = builder.writeTo(file).build()) {
      Times times = train(digits, epochs, listener);
      mode.cost = listener.cost().toString();
      return times;
    } finally {
      Files.delete(file);
    }
  }

  private static Times train(Digits digits, int epochs, BaseTrainingListener... listeners) {
    MultiLayerNetwork net = DigitsMlp.untrained(1);
    net.setListeners(listeners);
    DataSetIterator batches = digits.batches(BATCH);
    Times start = Times.now();
    net.fit(batches, epochs);
    return Times.now().since(start);
  }
}
