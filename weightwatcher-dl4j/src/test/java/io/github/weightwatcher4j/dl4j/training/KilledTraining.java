package io.github.weightwatcher4j.dl4j.training;

import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A program that trains until it is killed. */
final class KilledTraining {

  private KilledTraining() {}

  /** Trains, and writes its history to the file given. */
  public static void main(String[] args) {
    train(listener().writeTo(Path.of(args[0])).build(), Integer.MAX_VALUE);
  }

  /** An analysis each update. */
  static SpectralListenerBuilder listener() {
    return SpectralListener.builder().everyIterations(1).keep(Integer.MAX_VALUE);
  }

  static void train(SpectralListener listener, int epochs) {
    MultiLayerNetwork net = Trained.layers();
    net.setListeners(listener);
    net.fit(Trained.data(), epochs);
  }
}
