package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.internal.LoraName.Custom;
import io.github.weightwatcher4j.compare.internal.LoraPlaces.Place;
import io.github.weightwatcher4j.compare.internal.LoraPlaces.Rows;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the shapes of updates and of layers go together. */
final class LoraFit {

  /** GPT-2's layers of this class hold their matrices as [in, out]. */
  private static final String CONV1D = "(.*\\.)?(c_attn|c_proj|c_fc|q_attn)";

  private LoraFit() {}

  /** Whether the update or, of a matrix, its transpose has the shape of the weights. */
  static boolean fits(Weights base, LoraPair pair) {
    List<Long> shape = dims(Orientation.shape(base));
    List<Long> update = dims(pair.shape());
    if (pair.experts() > 1) {
      return base.slicing() == Slicing.LEADING
          && shape.size() == 3
          && (shape.equals(update) || shape.equals(swapped(update)));
    }
    boolean isMatrix = shape.size() == 2 && update.size() == 2;
    return isMatrix
        ? shape.equals(update) || shape.equals(swapped(update))
        : shape.equals(update) && base.slicing() == Slicing.TRAILING;
  }

  /**
   * The lengths of the axes without those of 1 behind a matrix: a kernel of one position is one.
   */
  private static List<Long> dims(TensorShape shape) {
    int rank = shape.rank();
    while (rank > 2 && shape.dim(rank - 1) == 1) {
      rank--;
    }
    return shape.dims().subList(0, rank);
  }

  /** With the last two axes swapped. */
  private static List<Long> swapped(List<Long> dims) {
    Long[] other = dims.toArray(Long[]::new);
    int last = other.length - 1;
    other[last] = dims.get(last - 1);
    other[last - 1] = dims.get(last);
    return Arrays.asList(other);
  }

  private static boolean isSquare(LoraPair pair) {
    return pair.out() == pair.in();
  }

  /**
   * Whether square matrices of the base model are [in, out], so that the transpose of an update is
   * added: as those that are not square show, else as the adapter's files say.
   */
  static boolean squaresAreTransposed(
      List<Place> places, List<LoraUpdate> updates, boolean fanInFanOut) {
    boolean straight = false;
    boolean swapped = false;
    for (int i = 0; i < places.size(); i++) {
      Optional<Boolean> seen = isTransposed(places.get(i), updates.get(i));
      straight |= seen.isPresent() && !seen.get();
      swapped |= seen.isPresent() && seen.get();
    }
    return straight == swapped ? fanInFanOut : swapped;
  }

  /** Whether an update that is not square is so transposed; empty where it does not tell. */
  private static Optional<Boolean> isTransposed(Place place, LoraUpdate update) {
    boolean embedding =
        place.layer().info().type() == LayerType.EMBEDDING
            || update.name().custom() == Custom.EMBEDDING;
    if (embedding || place.rows() != Rows.ALL || place.layer().weights().isEmpty()) {
      return Optional.empty();
    }
    Weights base = place.layer().weights().get();
    return update
        .pair()
        .filter(pair -> pair.experts() == 1 && pair.shape().rank() == 2 && !isSquare(pair))
        .filter(pair -> fits(base, pair))
        .map(pair -> !dims(Orientation.shape(base)).equals(dims(pair.shape())));
  }

  /** Whether a base model has dense layers of GPT-2's class. */
  static boolean hasConv1d(List<Layer> base) {
    return base.stream()
        .filter(layer -> layer.info().name().endsWith(".c_fc"))
        .flatMap(layer -> layer.weights().stream())
        .map(Orientation::shape)
        .anyMatch(shape -> shape.rank() == 2 && shape.dim(1) > shape.dim(0));
  }

  static boolean isConv1d(String target) {
    return target.matches(CONV1D);
  }

  /** Whether the transpose of the update belongs to the layer's own matrices; they fit. */
  static boolean asTranspose(Layer layer, LoraUpdate update, boolean squaresAreTransposed) {
    LoraPair pair = update.pair().orElseThrow();
    List<Long> shape = dims(Orientation.shape(layer.weights().orElseThrow()));
    if (shape.size() > 2 && pair.experts() == 1) {
      return false;
    }
    if (!isSquare(pair)) {
      return !shape.equals(dims(pair.shape()));
    }
    if (pair.experts() > 1) {
      return update.name().custom() == Custom.PEFT; // [E, in, out], as the tensor has its axes
    }
    return squaresAreTransposed
        || update.name().custom() == Custom.EMBEDDING
        || layer.info().type() == LayerType.EMBEDDING;
  }

  /** What of an update belongs to a place, with a problem where nothing fits. */
  static LoraUpdate cut(LoraUpdate update, Place place) {
    if (place.rows() == Rows.ALL || !update.problem().isEmpty()) {
      return update;
    }
    LoraPair pair = update.pair().orElseThrow();
    String problem =
        "an update of %s, which does not fit %s".formatted(pair.shape(), place.group());
    LoraUpdate nothing = LoraUpdate.without(update.name(), update.type(), problem);
    long[] outs = place.group().stream().mapToLong(layer -> out(layer, pair)).toArray();
    if (pair.shape().rank() != 2 || Arrays.stream(outs).anyMatch(out -> out < 1)) {
      return nothing;
    }
    if (place.rows() != Rows.OF_UPDATE) {
      long before = before(place.rows(), outs[0], pair.out());
      boolean possible = before >= 0 && before + pair.out() <= outs[0];
      return possible && update.magnitude().isEmpty()
          ? update.with(pair.padded(before, outs[0]))
          : nothing;
    }
    if (Arrays.stream(outs).sum() != pair.out()) {
      return nothing;
    }
    int index = place.group().indexOf(place.layer());
    long from = Arrays.stream(outs, 0, index).sum();
    LoraPair rows = pair.rows(from, outs[index]);
    return update
        .magnitude()
        .map(norms -> update.with(rows, some(norms, from, outs[index])))
        .orElseGet(() -> update.with(rows));
  }

  private static long before(Rows rows, long total, long count) {
    return switch (rows) {
      case FIRST -> 0;
      case MIDDLE -> total - 2 * count;
      default -> total - count;
    };
  }

  /** The outputs of a layer that has the inputs of an update; 0 where it has not. */
  private static long out(Layer layer, LoraPair pair) {
    List<Long> dims =
        layer.weights().map(weights -> dims(Orientation.shape(weights))).orElse(List.of());
    if (dims.size() != 2) {
      return 0;
    }
    if (dims.get(1) == pair.in()) {
      return dims.get(0);
    }
    return dims.get(0) == pair.in() ? dims.get(1) : 0;
  }

  private static Weights some(Weights vector, long from, long count) {
    TensorShape shape = TensorShape.of(count, 1);
    return new Weights(
        shape,
        vector.precision(),
        Slicing.TRAILING,
        () -> {
          double[] all = ComputedWeights.values(vector);
          int start = Math.toIntExact(from);
          return WeightTensor.of(
              shape,
              vector.precision(),
              Arrays.copyOfRange(all, start, Math.toIntExact(from + count)));
        });
  }
}
