package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.LayerDistance;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import io.github.weightwatcher4j.spectrum.internal.Blas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * How far two models are apart, layer by layer.
 *
 * <p>Layers belong together as {@link LayerMatching} has it; one that shares its weights with
 * another is compared with those. A layer that only one model has, that has no matrix, that has
 * another shape, or whose weights cannot be used is a row that says so; the others are not
 * affected. Biases are no layers of a {@link ModelSource} and are not compared.
 *
 * <p>Weights are read in blocks of rows; CKA keeps up to three M x M sums in native memory, on one
 * BLAS thread, so that results do not depend on the number of threads.
 */
public final class Distances {

  private final SliceDistances slices;

  private Distances(SliceDistances slices) {
    this.slices = slices;
  }

  /** Compares all layers; an interrupt of the calling thread stops it. */
  public static ModelDistances between(
      ModelSource first, ModelSource second, DistanceMethod method) {
    BooleanSupplier interrupted = Thread.currentThread()::isInterrupted;
    return between(first, second, method, layer -> true, interrupted);
  }

  /**
   * Compares some layers.
   *
   * @param layers which, by what the first model says of them (the second for those that only it
   *     has); a {@link io.github.weightwatcher4j.model.LayerSelector} for example
   * @param cancelled asked between blocks; true stops the work
   * @throws CancellationException where {@code cancelled} became true
   */
  public static ModelDistances between(
      ModelSource first,
      ModelSource second,
      DistanceMethod method,
      Predicate<LayerInfo> layers,
      BooleanSupplier cancelled) {
    Distances distances = new Distances(new SliceDistances(method, cancelled));
    List<LayerDistance> rows = new ArrayList<>();
    Runnable work = () -> rows.addAll(distances.rows(first.layers(), second.layers(), layers));
    if (method.isSimilarity()) {
      Blas.load();
      Blas.withThreads(1, work);
    } else {
      work.run();
    }
    return new ModelDistances(method, first.name(), second.name(), rows);
  }

  private List<LayerDistance> rows(
      List<Layer> first, List<Layer> second, Predicate<LayerInfo> wanted) {
    LayerMatching matching = LayerMatching.of(first, second);
    List<LayerDistance> rows = new ArrayList<>();
    for (Layer layer : first) {
      if (wanted.test(layer.info())) {
        rows.add(row(matching.withWeights(layer), matching.partner(layer.info().name())));
      }
    }
    for (Layer layer : matching.unmatched()) {
      if (wanted.test(layer.info())) {
        rows.add(onlyIn(layer, "second"));
      }
    }
    return rows;
  }

  private LayerDistance row(Layer layer, Optional<Layer> partner) {
    if (partner.isEmpty()) {
      return onlyIn(layer, "first");
    }
    Layer other = partner.get();
    if (layer.weights().isEmpty() || other.weights().isEmpty()) {
      boolean lost = mayHaveWeights(layer) || mayHaveWeights(other);
      return problem(layer, lost, withoutMatrix(layer, other));
    }
    Weights here = layer.weights().get();
    Weights there = other.weights().get();
    Optional<String> mismatch = Orientation.mismatch(here, there, "in the second model");
    return mismatch.isPresent() ? problem(layer, mismatch.get()) : compared(layer, here, there);
  }

  private static boolean mayHaveWeights(Layer layer) {
    return layer.weights().isPresent() || layer.isUnread();
  }

  private static String withoutMatrix(Layer layer, Layer other) {
    if (layer.weights().isPresent()) {
      return "no matrix in the second model: " + other.reason();
    }
    return other.weights().isPresent()
        ? "no matrix in the first model: " + layer.reason()
        : "no matrix: " + layer.reason();
  }

  private LayerDistance compared(Layer layer, Weights here, Weights there) {
    try {
      OptionalDouble value = slices.between(here, there);
      if (value.isEmpty()) {
        return problem(layer, "all weights are zero, or centred to zero, in one of the models");
      }
      if (!(value.getAsDouble() < Double.POSITIVE_INFINITY)) {
        return problem(layer, "weights are NaN or infinite");
      }
      return LayerDistance.of(layer.info(), MatrixShape.of(here), value.getAsDouble());
    } catch (CancellationException e) {
      throw e;
    } catch (UnusableWeightsException e) {
      return problem(layer, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // One layer that cannot be read must not lose the others.
      return problem(layer, "the weights cannot be compared: " + e);
    }
  }

  private static LayerDistance problem(Layer layer, String reason) {
    return problem(layer, true, reason);
  }

  /** That one model alone has a layer is what a comparison tells, unless it could not be read. */
  private static LayerDistance onlyIn(Layer layer, String which) {
    return problem(layer, layer.isUnread(), "only in the " + which + " model");
  }

  private static LayerDistance problem(Layer layer, boolean lost, String reason) {
    Optional<MatrixShape> shape = layer.weights().map(MatrixShape::of);
    return new LayerDistance(layer.info(), shape, OptionalDouble.empty(), reason, lost);
  }
}
