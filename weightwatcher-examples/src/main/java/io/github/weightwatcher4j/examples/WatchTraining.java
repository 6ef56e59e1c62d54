package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.report.History;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Watches a network train, and keeps what it saw in a file. */
public final class WatchTraining {

  private WatchTraining() {}

  /** Trains, prints; the history goes to the file that the first argument names. */
  public static void main(String[] args) throws InterruptedException {
    run(DigitsMlp.untrained(1), Path.of(args[0]), 10);
  }

  static History run(MultiLayerNetwork network, Path file, int epochs) throws InterruptedException {
    try (SpectralListener listener =
        SpectralListener.builder()
            .inBackground() // on a copy; training waits for the copy only
            .options(options -> options.randomize(true)) // look for correlation traps, too
            .writeTo(file) // a line for each analysis, there even if the program is killed
            .onFinding((step, finding) -> System.out.println(step.epoch() + ": " + finding))
            .build()) {
      network.setListeners(listener);
      network.fit(Digits.load(1).batches(32), epochs);
      listener.await();
      System.out.println(listener.history());
      System.out.println(listener.cost());
      return listener.history();
    }
  }
}
