package io.github.weightwatcher4j.djl.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A small network with dropout that is trained from one seed, the same at every call. */
final class Trained {

  /** Batches in an epoch. */
  static final int BATCHES = 4;

  private static final int INPUTS = 20;
  private static final int OUTPUTS = 12;

  private Trained() {}

  /** What a training leaves: its weights by parameter, and a draw from the generator after it. */
  static Map<String, float[]> by(int epochs, TrainingListener... listeners) throws Exception {
    try (Model model = Model.newInstance("trained")) {
      train(model, epochs, listeners);
      Map<String, float[]> left = weights(model);
      NDManager manager = model.getNDManager();
      left.put("a draw", manager.randomUniform(0, 1, new Shape(3)).toFloatArray());
      return left;
    }
  }

  /** The weights of a model by parameter. */
  static Map<String, float[]> weights(Model model) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Pair<String, Parameter> each : model.getBlock().getParameters()) {
      weights.put(each.getKey(), each.getValue().getArray().toFloatArray());
    }
    return weights;
  }

  /** The block that is trained, 20 - 30 - 12 with dropout between, without weights. */
  static Block block() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(30).build())
        .add(Activation.tanhBlock())
        .add(Dropout.builder().optRate(0.2f).build())
        .add(Linear.builder().setUnits(OUTPUTS).build());
  }

  /** Trains {@link #block}. */
  static void train(Model model, int epochs, TrainingListener... listeners) throws Exception {
    model.setBlock(block());
    model.getNDManager().getEngine().setRandomSeed(7);
    DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss());
    config.addTrainingListeners(new EvaluatorTrainingListener());
    config.addTrainingListeners(listeners);
    try (NDManager data = model.getNDManager().newSubManager();
        Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(1, INPUTS));
      EasyTrain.fit(trainer, epochs, data(data), null);
    }
  }

  private static ArrayDataset data(NDManager manager) {
    return new ArrayDataset.Builder()
        .setData(random(manager, INPUTS, 1))
        .optLabels(random(manager, OUTPUTS, 2))
        .setSampling(16, false)
        .build();
  }

  private static NDArray random(NDManager manager, int columns, long seed) {
    Random random = new Random(seed);
    int rows = 16 * BATCHES;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(rows, columns));
  }
}
