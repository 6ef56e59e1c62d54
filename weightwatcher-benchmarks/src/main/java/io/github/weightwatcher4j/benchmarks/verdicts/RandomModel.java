package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A model made of matrices, whose layers are numbered. */
final class RandomModel {

  private final List<Layer> layers = new ArrayList<>();

  RandomModel dense(double[][] matrix) {
    return add(LayerType.DENSE, WeightTensor.of(matrix), Slicing.TRAILING);
  }

  /** A convolution whose kernel has as many positions as there are matrices. */
  RandomModel convolution(List<double[][]> slices) {
    int rows = slices.get(0).length;
    int columns = slices.get(0)[0].length;
    double[][] tensor = new double[slices.size()][rows * columns];
    for (int k = 0; k < tensor.length; k++) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(slices.get(k)[i], 0, tensor[k], i * columns, columns);
      }
    }
    TensorShape shape = TensorShape.of(slices.size(), rows, columns);
    return add(LayerType.CONV1D, WeightTensor.of(shape, tensor), Slicing.LEADING);
  }

  private RandomModel add(LayerType type, WeightTensor tensor, Slicing slicing) {
    LayerInfo info = new LayerInfo(layers.size(), "layer" + layers.size(), type);
    layers.add(Layer.of(info, Weights.of(tensor, slicing)));
    return this;
  }

  /**
   * The analysis on one thread: these programs run models at once, not layers.
   *
   * @throws IllegalStateException where a layer is missing from it
   */
  Analysis analyze(UnaryOperator<AnalysisOptionsBuilder> options) {
    Analysis analysis =
        new WeightWatcher(ModelSource.of("random", layers))
            .analyze(it -> options.apply(it).threads(1));
    if (analysis.details().size() < layers.size()) {
      throw new IllegalStateException("layers were skipped: " + analysis.skipped());
    }
    return analysis;
  }

  /** What is said of a model of one matrix. */
  static LayerReport report(double[][] matrix) {
    return new RandomModel().dense(matrix).analyze(it -> it).details().rows().get(0);
  }
}
