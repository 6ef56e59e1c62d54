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
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products of adjacent layers, what two of them do together without the nonlinearity between.
 * Experimental.
 *
 * <p>Of each two neighbours V, W among the layers that have weights, the matrix is {@code W V /
 * (|W| |V|)}, in Frobenius norms, where the columns of W are as many as the rows of V (weights
 * stored as [out, in]), or else {@code V W / (|V| |W|)} where that fits (weights as [in, out]).
 * Squared singular values of it are at most 1, and their sum is. Two square matrices are taken as
 * [out, in]. Layers of several matrices, such as convolutions, have no such product: pairs with
 * them, and pairs that do not fit, are listed without a matrix and with the reason; so is a layer
 * whose weights could not be read, which has no known neighbours.
 *
 * <p>Both factors and the product are in memory while a pair is analysed.
 *
 * <p>The Python tool's {@code intra} differs: it contracts over the longest side that both have,
 * which need not be the one between the layers; takes the first slice alone of a convolution; puts
 * a random matrix of zeros and ones between the factors unless {@code sparsify} is off; and takes
 * singular values for eigenvalues.
 */
public final class IntraLayers {

  private IntraLayers() {}

  /** The products, as a model with a layer for each pair of neighbours, named {@code V x W}. */
  public static ModelSource of(ModelSource model) {
    return new DerivedSource(
        model.name() + " (products of layers)", List.of(model), () -> products(model.layers()));
  }

  private static List<Layer> products(List<Layer> layers) {
    List<Layer> products = new ArrayList<>();
    Optional<Layer> previous = Optional.empty();
    for (Layer layer : layers) {
      if (layer.weights().isPresent()) {
        previous.ifPresent(before -> products.add(product(products.size(), before, layer)));
        previous = Optional.of(layer);
      } else if (layer.isUnread()) {
        LeftOver.append(products, layer.info(), Absence.UNREAD, layer.reason());
        previous = Optional.empty();
      }
    }
    return products;
  }

  private static Layer product(int index, Layer before, Layer layer) {
    String name = before.info().name() + " x " + layer.info().name();
    LayerInfo info = new LayerInfo(index, name, LayerType.OTHER);
    for (Layer each : List.of(before, layer)) {
      long slices = Slices.of(each.weights().orElseThrow()).count();
      if (slices != 1) {
        return Layer.withoutMatrix(
            info,
            Absence.NO_WEIGHTS,
            "%s has %d matrices: no product".formatted(each.info().name(), slices));
      }
    }
    Weights v = Orientation.of(before.weights().orElseThrow(), false);
    Weights w = Orientation.of(layer.weights().orElseThrow(), false);
    if (columns(w) == rows(v)) {
      return Layer.of(info, product(w, v));
    }
    if (columns(v) == rows(w)) {
      return Layer.of(info, product(v, w));
    }
    return Layer.withoutMatrix(
        info,
        Absence.NO_WEIGHTS,
        "shapes %s and %s cannot be multiplied".formatted(v.shape(), w.shape()));
  }

  private static long rows(Weights weights) {
    return Slices.of(weights).rows();
  }

  private static long columns(Weights weights) {
    return Slices.of(weights).columns();
  }

  private static Weights product(Weights left, Weights right) {
    TensorShape shape = TensorShape.of(rows(left), columns(right));
    Precision precision = Orientation.coarsest(List.of(left, right));
    int rows = Math.toIntExact(shape.dim(0));
    int inner = Math.toIntExact(columns(left));
    int columns = Math.toIntExact(shape.dim(1));
    return new Weights(
        shape,
        precision,
        Slicing.TRAILING,
        () -> {
          double[] a = normalized(ComputedWeights.values(left));
          double[] b = normalized(ComputedWeights.values(right));
          double[] product = MatrixProduct.of(a, b, rows, inner, columns);
          return WeightTensor.of(shape, precision, product);
        });
  }

  /** Over its Frobenius norm, in place; zeros stay zeros. */
  private static double[] normalized(double[] values) {
    double norm = 0;
    for (double value : values) {
      norm = Math.hypot(norm, value);
    }
    for (int i = 0; i < values.length && norm > 0; i++) {
      values[i] /= norm;
    }
    return values;
  }
}
