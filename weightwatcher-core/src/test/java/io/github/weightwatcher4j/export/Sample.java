package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.TailEnd;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.report.Analysis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** An analysis with every kind of row: fitted, failed, skipped for three reasons. */
final class Sample {

  private Sample() {}

  static Analysis analysis() {
    return new WeightWatcher(model()).analyze();
  }

  static Analysis unpooled() {
    return new WeightWatcher(model()).analyze(options -> options.pool(false).minEvals(2));
  }

  /** Every stage, each with its evidence. */
  static Analysis everything() {
    return new WeightWatcher(model())
        .analyze(
            options ->
                options
                    .mpFit(true)
                    .randomize(true)
                    .replicas(2)
                    .detx(true)
                    .vectors(true)
                    .flow(true)
                    .compareLaws(true)
                    .bootstrap(50)
                    .profile(true));
  }

  /** Shuffled weights, one of them so huge that it is a trap. */
  static Analysis trapped() {
    double[][] weights = gaussian(30, 20);
    weights[3][5] = 40;
    return new WeightWatcher(ModelSource.of("trapped", List.of(dense(0, "trapped", weights))))
        .analyze(options -> options.randomize(true).replicas(2));
  }

  /** Fits by other laws and other rules. */
  static List<Analysis> tails() {
    WeightWatcher watcher = new WeightWatcher(model());
    return List.of(
        watcher.analyze(o -> o.fit(TailMethod.TPL)),
        watcher.analyze(o -> o.fit(TailMethod.HILL)),
        watcher.analyze(o -> o.fingers(true).compareLaws(true)),
        watcher.analyze(o -> o.endingAt(TailEnd.largest()).compareLaws(true)),
        watcher.analyze(o -> o.inverse(true)));
  }

  /** An analysis of a model that says that it lies in a file. */
  static Analysis of(Path file) {
    ModelSource model = model();
    return new WeightWatcher(
            new ModelSource() {
              @Override
              public String name() {
                return model.name();
              }

              @Override
              public List<Layer> layers() {
                return model.layers();
              }

              @Override
              public Optional<Path> file() {
                return Optional.of(file);
              }
            })
        .analyze();
  }

  /** Layers that can be compared, and one that cannot. */
  static ModelDistances distances(DistanceMethod method) {
    ModelSource other =
        ModelSource.of("other", List.of(dense(0, "first, with comma", gaussian(60, 40))));
    return new WeightWatcher(model()).distances(other, method);
  }

  private static ModelSource model() {
    return ModelSource.of(
        "a \"quoted\", model",
        List.of(
            dense(0, "first, with comma", gaussian(60, 40)),
            dense(1, "zeros", new double[30][20]),
            dense(2, "nan", withNan(gaussian(12, 12))),
            dense(3, "tiny", gaussian(5, 4)),
            Layer.withoutMatrix(
                new LayerInfo(4, "norm|4", LayerType.NORM),
                Absence.NO_WEIGHTS,
                "carries vectors")));
  }

  private static Layer dense(int index, String name, double[][] weights) {
    return Layer.of(
        new LayerInfo(index, name, LayerType.DENSE),
        Weights.of(WeightTensor.of(weights), Slicing.TRAILING));
  }

  private static double[][] withNan(double[][] matrix) {
    matrix[3][4] = Double.NaN;
    return matrix;
  }

  private static double[][] gaussian(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return matrix;
  }
}
