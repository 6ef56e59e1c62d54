package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.model.LayerSelector;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.termination.EpochTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks whose layer fc, 20 x 30, is written by hand at the end of each epoch. */
final class ScriptedTraining {

  static final int M = 20;

  private ScriptedTraining() {}

  /** Writes the weights of the epoch, those of the last for all epochs after it. */
  static final class Script extends BaseTrainingListener {

    private final INDArray[] weights;
    private int epoch;

    Script(INDArray... weights) {
      this.weights = weights;
    }

    @Override
    public void onEpochEnd(Model model) {
      INDArray target =
          model instanceof MultiLayerNetwork net
              ? net.getParam("0_W")
              : ((ComputationGraph) model).getParam("fc_W");
      target.assign(weights[Math.min(epoch++, weights.length - 1)]);
    }
  }

  /** Eigenvalues at the quantiles of a power law of density {@code x^-alpha}. */
  static INDArray ofAlpha(double alpha) {
    INDArray weights = Nd4j.zeros(DataType.FLOAT, M, 30);
    for (int i = 0; i < M; i++) {
      double eigenvalue = Math.pow((i + 0.5) / M, -1 / (alpha - 1));
      weights.putScalar(i, i, Math.sqrt(eigenvalue));
    }
    return weights;
  }

  static Script alphas(double... alphas) {
    return new Script(
        Arrays.stream(alphas).mapToObj(ScriptedTraining::ofAlpha).toArray(INDArray[]::new));
  }

  static INDArray noise() {
    return Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(5), M, 30);
  }

  static <T extends Model> SpectralScore<T> ofFc(SpectralScore<T> score) {
    return score.options(o -> o.layers(LayerSelector.byName("fc")));
  }

  static EarlyStoppingResult<MultiLayerNetwork> train(
      Script script,
      SpectralScore<MultiLayerNetwork> score,
      EpochTerminationCondition... conditions) {
    MultiLayerNetwork net = Trained.layers();
    net.setListeners(script);
    return new EarlyStoppingTrainer(
            new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .scoreCalculator(score)
                .epochTerminationConditions(conditions)
                .build(),
            net,
            Trained.data())
        .fit();
  }

  static EpochTerminationCondition atMost(int epochs) {
    return new MaxEpochsTerminationCondition(epochs);
  }

  /** Weights of equal size and random sign: nothing that shuffling would leave above the bulk. */
  static INDArray ofSigns() {
    INDArray signs = Nd4j.zeros(DataType.FLOAT, M, 30);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < M; i++) {
      for (int j = 0; j < 30; j++) {
        signs.putScalar(i, j, random.nextBoolean() ? 1 : -1);
      }
    }
    return signs;
  }
}
