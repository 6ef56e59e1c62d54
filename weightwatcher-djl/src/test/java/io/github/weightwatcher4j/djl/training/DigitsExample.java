package io.github.weightwatcher4j.djl.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** The network that weightwatcher-digits trains by DL4J, 64 - 512 - 256 - 10, trained by DJL. */
final class DigitsExample {

  /** Of weightwatcher-digits, which is on DL4J and so not on this class path. */
  private static final Path FILE =
      Path.of(
          "../weightwatcher-digits/src/main/resources/io/github/weightwatcher4j/digits/digits.csv.gz");

  private static final int PIXELS = 64;

  private DigitsExample() {}

  /**
   * Trains it on four fifths of the digits.
   *
   * @return the share of the last fifth that it reads right
   */
  static double train(Model model, int epochs, TrainingListener listener) throws Exception {
    List<int[]> rows = rows();
    int split = rows.size() * 4 / 5;
    NDManager manager = model.getNDManager();
    manager.getEngine().setRandomSeed(1);
    model.setBlock(
        new SequentialBlock()
            .add(Linear.builder().setUnits(512).build())
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(256).build())
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(10).build()));
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .addEvaluator(new Accuracy())
            .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build())
            .addTrainingListeners(TrainingListener.Defaults.basic())
            .addTrainingListeners(listener);
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(1, PIXELS));
      ArrayDataset training = data(manager, rows.subList(0, split));
      EasyTrain.fit(trainer, epochs, training, data(manager, rows.subList(split, rows.size())));
      return trainer.getTrainingResult().getValidateEvaluation("Accuracy");
    }
  }

  private static List<int[]> rows() throws IOException {
    List<int[]> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(Arrays.stream(line.split(",", -1)).mapToInt(Integer::parseInt).toArray());
      }
    }
    Collections.shuffle(rows, new Random(1));
    return rows;
  }

  private static ArrayDataset data(NDManager manager, List<int[]> rows) {
    float[] pixels = new float[rows.size() * PIXELS];
    float[] digits = new float[rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        pixels[row * PIXELS + pixel] = rows.get(row)[pixel] / 16f;
      }
      digits[row] = rows.get(row)[PIXELS];
    }
    NDArray images = manager.create(pixels, new Shape(rows.size(), PIXELS));
    return new ArrayDataset.Builder()
        .setData(images)
        .optLabels(manager.create(digits))
        .setSampling(32, false)
        .build();
  }
}
