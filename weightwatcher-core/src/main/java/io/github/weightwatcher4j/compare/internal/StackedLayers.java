package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All layers of a model as one matrix. Experimental; the Python tool's {@code stacked}.
 *
 * <p>The matrices of a layer stand side by side, layers on top of each other, as the model has them
 * ([out, in] in most files) and filled up with zeros on the right to the width of the widest. Each
 * layer is standardized before: less the median of all its weights, each column over its own median
 * absolute deviation (of the column from the column's median). Where that is 0, because more than
 * half of the column's weights are equal, the layer's stands in, and where that is 0 too the root
 * of the mean squared deviation.
 *
 * <p>Weights are read while the matrix is analysed, block by block; for medians and deviations one
 * layer at a time is in memory.
 *
 * <p>Python keeps no more eigenvalues than the first layer alone has, the largest ones: where the
 * first layer has as many as the stack has columns, both agree.
 */
public final class StackedLayers {

  /** Full name of the layer that all are stacked into. */
  public static final String NAME = "stacked";

  private StackedLayers() {}

  /** All layers with a matrix, stacked. */
  public static ModelSource of(ModelSource model) {
    return of(model, layer -> true);
  }

  /**
   * Some layers, stacked; the others are listed without a matrix.
   *
   * @param which layers to stack, of those that have a matrix; a {@link
   *     io.github.weightwatcher4j.model.LayerSelector} for example
   */
  public static ModelSource of(ModelSource model, Predicate<LayerInfo> which) {
    return new DerivedSource(
        model.name() + " (stacked)", List.of(model), () -> stacked(model.layers(), which));
  }

  private static List<Layer> stacked(List<Layer> layers, Predicate<LayerInfo> which) {
    List<Weights> parts = new ArrayList<>();
    List<Layer> rest = new ArrayList<>();
    for (Layer layer : layers) {
      LayerInfo info = layer.info();
      LayerInfo behind = new LayerInfo(info.index() + 1, info.rawName(), info.type());
      Optional<Layer> leftOut = leftOut(layer, behind, which);
      if (leftOut.isEmpty()) {
        parts.add(Orientation.of(layer.weights().orElseThrow(), false));
      }
      leftOut.ifPresent(rest::add);
    }
    LayerInfo info = new LayerInfo(0, NAME, LayerType.OTHER);
    List<Layer> all = new ArrayList<>();
    all.add(
        parts.isEmpty()
            ? Layer.withoutMatrix(info, Absence.NO_WEIGHTS, "no layer to stack")
            : Layer.of(info, stacked(parts)));
    all.addAll(rest);
    return all;
  }

  private static Optional<Layer> leftOut(Layer layer, LayerInfo info, Predicate<LayerInfo> which) {
    if (layer.absence().isPresent()) {
      return Optional.of(Layer.withoutMatrix(info, layer.absence().get(), layer.reason()));
    }
    if (layer.weights().orElseThrow().shape().size() == 0) {
      return Optional.of(Layer.withoutMatrix(info, Absence.NO_WEIGHTS, "the matrix is empty"));
    }
    return which.test(layer.info())
        ? Optional.empty()
        : Optional.of(Layer.withoutMatrix(info, Absence.LEFT_OUT, "not among those stacked"));
  }

  private static Weights stacked(List<Weights> parts) {
    List<Slices> slices = parts.stream().map(Slices::of).toList();
    TensorShape shape =
        TensorShape.of(
            slices.stream().mapToLong(Slices::rows).sum(),
            slices.stream().mapToLong(part -> part.columns() * part.count()).max().orElseThrow());
    Precision precision = Orientation.coarsest(parts);
    return new Weights(
        shape,
        precision,
        Slicing.TRAILING,
        () ->
            ComputedWeights.open(
                shape,
                precision,
                parts,
                tensors -> {
                  List<Standardized> standardized = new ArrayList<>();
                  for (WeightTensor tensor : tensors) {
                    Slices part = slices.get(standardized.size());
                    standardized.add(new Standardized(tensor, part));
                  }
                  return stacked(standardized);
                }));
  }

  private static WeightTensor.Reader stacked(Iterable<Standardized> parts) {
    return (firstRow, rows, firstColumn, columns, target) -> {
      long start = 0;
      for (Standardized part : parts) {
        long from = Math.max(firstRow, start);
        long to = Math.min(firstRow + rows, start + part.rows());
        if (from < to) {
          double[] block = part.read(Math.toIntExact(from - start), Math.toIntExact(to - from));
          append(block, part.columns(), firstColumn, columns, target);
        }
        start += part.rows();
      }
    };
  }

  /** Some columns of rows of a width, and zeros to the right of them. */
  private static void append(
      double[] block, int width, long firstColumn, int columns, DoubleBuffer target) {
    int start = Math.toIntExact(Math.min(firstColumn, width));
    int count = Math.min(columns, width - start);
    for (int row = 0; row < block.length; row += width) {
      target.put(block, row + start, count);
      target.put(new double[columns - count]);
    }
  }
}
