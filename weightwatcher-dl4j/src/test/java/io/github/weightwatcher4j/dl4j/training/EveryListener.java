package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.change.Sharpening;
import java.nio.file.Path;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.nd4j.linalg.learning.config.Sgd;

/** A program that trains with every listener there is, in every way. */
final class EveryListener {

  static final String END = "trained to the end";

  private EveryListener() {}

  /** Trains, with a history in the file given. */
  public static void main(String[] args) throws Exception {
    try (SpectralListener watching =
            SpectralListener.builder().inBackground().writeTo(Path.of(args[0])).build();
        SpectralListener updates = SpectralListener.builder().everyIterations(1).build();
        SpectralListener sharpening =
            SpectralListener.builder().sharpening(Sharpening.seeded(1)).build()) {
      TrainingListener[] all = {
        watching,
        updates,
        sharpening,
        BalancedLearningRates.linear(),
        BalancedLearningRates.linear().everyIterations(2),
        BalancedLearningRates.linear().minEigenvalues(99) // nothing to balance, which is logged
      };
      fit(all);
      stopEarly(updates);
      fitInParallel(all);
      watching.await();
      require(watching.history().steps().size() == 4, "analyses: " + watching.history());
      require(watching.cost().failures() == 0, watching.cost().toString());
    }
    System.out.println(END);
  }

  private static void require(boolean fulfilled, String message) {
    if (!fulfilled) {
      throw new IllegalStateException(message);
    }
  }

  private static void fit(TrainingListener... all) {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    SpectralRegularizer.of(0.01).addTo(net);
    net.setListeners(all);
    net.fit(SteeredNets.data(), 4);
  }

  private static void stopEarly(SpectralListener listener) {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    net.setListeners(listener);
    new EarlyStoppingTrainer(
            new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .scoreCalculator(SpectralScore.<MultiLayerNetwork>alphaDistance())
                .iterationTerminationConditions(
                    SpectralStop.when("at once", analysis -> true, listener::latest))
                .epochTerminationConditions(ScriptedTraining.atMost(3))
                .build(),
            net,
            SteeredNets.data())
        .fit();
  }

  @SuppressWarnings("try") // close() may be interrupted
  private static void fitInParallel(TrainingListener... all) throws Exception {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    try (ParallelWrapper wrapper = new ParallelWrapper.Builder<>(net).workers(2).build()) {
      wrapper.setListeners(all);
      wrapper.fit(SteeredNets.data(4));
    }
    require(net.getIterationCount() == 2, "rounds: " + net.getIterationCount());
  }
}
