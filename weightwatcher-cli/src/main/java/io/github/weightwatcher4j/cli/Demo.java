package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsConvNet;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.internal.Paragraph;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** The story that the demo tells: a network before training, its training, and after. */
final class Demo {

  private static final List<DemoNetwork> NETWORKS =
      List.of(
          new DemoNetwork("mlp", "perceptron 64 - 512 - 256 - 10", DigitsMlp::untrained),
          new DemoNetwork(
              "conv",
              "convolutional network, 32 kernels of 5 x 5, 64 of 3 x 3, then 256 - 128 - 10",
              DigitsConvNet::untrained));

  /** Images in a step of training. */
  private static final int BATCH = 32;

  private final int epochs;
  private final long seed;
  private final OutputFolder folder;
  private final Console console;
  private final PrintWriter out;

  Demo(int epochs, long seed, OutputFolder folder, Console console) {
    this.epochs = epochs;
    this.seed = seed;
    this.folder = folder;
    this.console = console;
    this.out = console.out();
  }

  /** Runs it; the exit code. */
  int run() {
    folder.requireRoom(NETWORKS.stream().map(DemoNetwork::name).toList());
    int code = ExitCodes.OK;
    Digits digits = Digits.load(seed);
    print(
        "1797 handwritten digits of 8 x 8 pixels (UCI): %d to train, %d to test with",
        digits.train().numExamples(), digits.test().numExamples());
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < NETWORKS.size(); i++) {
      DemoNetwork network = NETWORKS.get(i);
      String title = "%d of %d: %s".formatted(i + 1, NETWORKS.size(), network.title());
      String line = "=".repeat(Math.min(Paragraph.WIDTH, title.length()));
      print("%n%n%s%s", Paragraph.of(title), line);
      Analysis analysis = tell(network, digits);
      files.addAll(folder.write(analysis, network.name()));
      Path name = Path.of(network.name());
      code =
          ExitCodes.worse(
              code, ErrorLines.incomplete(name, Completeness.of(analysis), console.err()));
    }
    print("%nWritten:");
    files.forEach(file -> print("  %s", file));
    return code;
  }

  /** One network's story; its analysis after training. */
  private Analysis tell(DemoNetwork kind, Digits digits) {
    MultiLayerNetwork network = kind.untrained().apply(seed);
    WeightWatcher watcher = new WeightWatcher(network);

    Analysis before = watcher.analyze();
    print("%nBefore training, %,d random weights:%n", network.numParams());
    print("%s%n%s", Paragraph.of(before.verdict() + "."), before.details());

    long start = System.nanoTime();
    train(kind, network, digits);
    double seconds = (System.nanoTime() - start) / 1e9;
    String result =
        String.format(
            Locale.ROOT,
            "After %d %s (%.1f s), %.1f %% of the training and %.1f %% of the test images are"
                + " classified correctly:",
            epochs,
            epochs == 1 ? "epoch" : "epochs",
            seconds,
            100 * Digits.accuracy(network, digits.train()),
            100 * Digits.accuracy(network, digits.test()));
    print("%s", Paragraph.of(result));

    Analysis after = watcher.analyze();
    print("%s", after);
    print("What training did to alpha");
    AlphaChange.of(before, after).forEach(line -> print("  %s", line));
    return after;
  }

  private void train(DemoNetwork kind, MultiLayerNetwork network, Digits digits) {
    try (TrainingProgress progress =
        TrainingProgress.start(console.display(), kind.name(), epochs, console.err())) {
      network.setListeners(new EpochListener(progress));
      network.fit(digits.batches(BATCH), epochs);
      network.setListeners(List.of());
    }
  }

  private void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  /** Counts epochs. */
  private static final class EpochListener extends BaseTrainingListener {

    private final TrainingProgress progress;
    private int epoch;

    EpochListener(TrainingProgress progress) {
      this.progress = progress;
    }

    @Override
    public void onEpochEnd(Model model) {
      progress.finished(++epoch, model.score());
    }
  }
}
