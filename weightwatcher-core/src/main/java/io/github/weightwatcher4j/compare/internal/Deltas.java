package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What training did to a model: W - W_base, layer by layer.
 *
 * <p>Layers belong together by their full names, or by what is left of them without a prefix such
 * as {@code module.}, as {@link NameMatching} has it. A layer that shares its weights with another
 * one has the difference of that, unless the base model's does so too. A layer that has no partner,
 * or one of another shape, is listed without a matrix and with the reason, after them the layers
 * that only the base model has. Weights are subtracted block by block while they are read; a
 * difference is in the number format of the coarser of its two terms.
 */
public final class Deltas {

  private Deltas() {}

  /** The model less the base model, as a model with the names and types of the first. */
  public static ModelSource of(ModelSource model, ModelSource base) {
    return new DerivedSource(
        model.name() + " - " + base.name(), List.of(model, base), () -> layers(model, base));
  }

  private static List<Layer> layers(ModelSource model, ModelSource base) {
    List<Layer> ours = model.layers();
    LayerMatching matching = LayerMatching.of(ours, base.layers());
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : ours) {
      layers.add(
          matching.isTiedInBoth(layer)
              ? layer
              : delta(matching.withWeights(layer), matching.partner(layer.info().name())));
    }
    for (Layer layer : matching.unmatched()) {
      Absence absence = layer.absence().orElse(Absence.UNREAD);
      LeftOver.append(layers, layer.info(), absence, "only in the base model");
    }
    return layers;
  }

  private static Layer delta(Layer layer, Optional<Layer> base) {
    if (layer.weights().isEmpty()) {
      return layer;
    }
    if (base.isEmpty()) {
      return Layer.withoutMatrix(layer.info(), "not in the base model");
    }
    if (base.get().weights().isEmpty()) {
      return Layer.withoutMatrix(
          layer.info(), "no matrix in the base model: " + base.get().reason());
    }
    Weights here = layer.weights().get();
    Weights there = base.get().weights().get();
    return Orientation.mismatch(here, there, "in the base model")
        .map(reason -> Layer.withoutMatrix(layer.info(), reason))
        .orElseGet(() -> Layer.of(layer.info(), difference(here, there)));
  }

  private static Weights difference(Weights minuend, Weights subtrahend) {
    return ComputedWeights.like(
        minuend,
        Orientation.coarsest(List.of(minuend, subtrahend)),
        List.of(minuend, Orientation.of(subtrahend, minuend.transposed())),
        tensors -> difference(tensors.get(0), tensors.get(1)));
  }

  private static WeightTensor.Reader difference(WeightTensor minuend, WeightTensor subtrahend) {
    return (firstRow, rows, firstColumn, columns, target) -> {
      double[] first = new double[Math.multiplyExact(rows, columns)];
      double[] second = new double[first.length];
      minuend.read(firstRow, rows, firstColumn, columns, DoubleBuffer.wrap(first));
      subtrahend.read(firstRow, rows, firstColumn, columns, DoubleBuffer.wrap(second));
      for (int i = 0; i < first.length; i++) {
        first[i] -= second[i];
      }
      target.put(first);
    };
  }
}
