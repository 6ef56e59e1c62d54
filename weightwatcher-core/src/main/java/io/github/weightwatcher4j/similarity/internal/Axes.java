package io.github.weightwatcher4j.similarity.internal;

import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which axis of a layer's matrices, as the model has them, is what the layer writes. */
enum Axes {
  /** The rows, as in PyTorch. */
  OUT_IN,
  /** The columns, as dense layers in Keras and DL4J. */
  IN_OUT;

  /** How many numbers a layer with these axes writes. */
  long written(Weights weights) {
    return this == OUT_IN ? rows(weights) : columns(weights);
  }

  /** How many it reads. */
  long read(Weights weights) {
    return this == OUT_IN ? columns(weights) : rows(weights);
  }

  LayerSides.Side writes(LayerSides sides) {
    return this == OUT_IN ? sides.rows() : sides.columns();
  }

  LayerSides.Side reads(LayerSides sides) {
    return this == OUT_IN ? sides.columns() : sides.rows();
  }

  private Axes other() {
    return this == OUT_IN ? IN_OUT : OUT_IN;
  }

  private static long rows(Weights weights) {
    Slices slices = Slices.of(weights);
    return weights.transposed() ? slices.columns() : slices.rows();
  }

  private static long columns(Weights weights) {
    Slices slices = Slices.of(weights);
    return weights.transposed() ? slices.rows() : slices.columns();
  }

  /** What the type of a layer tells; empty where it tells nothing. */
  private static Optional<Axes> ofType(Layer layer) {
    LayerType type = layer.info().type();
    Axes ofKernel = layer.weights().orElseThrow().slicing() == Slicing.TRAILING ? OUT_IN : IN_OUT;
    return switch (type) {
      case CONV1D, CONV2D, CONV3D -> Optional.of(ofKernel);
      case DECONV -> Optional.of(ofKernel.other());
      case EMBEDDING -> Optional.of(IN_OUT); // vocabulary x dimension
      default -> Optional.empty();
    };
  }

  /** The axes of two layers. */
  record Pair(Axes first, Axes second) {

    boolean fits(Layer before, Layer layer) {
      return first.written(before.weights().orElseThrow())
          == second.read(layer.weights().orElseThrow());
    }
  }

  /** The axes that are possible, with those first that a layer of no known axes would have. */
  private static List<Pair> possible(Layer before, Layer layer, Axes usual) {
    List<Pair> pairs = new ArrayList<>();
    for (Axes axes : List.of(usual, usual.other())) {
      Pair pair = new Pair(ofType(before).orElse(axes), ofType(layer).orElse(axes));
      if (!pairs.contains(pair) && pair.fits(before, layer)) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  /**
   * The axes with which the sizes of two neighbours fit: those that most pairs of the model have
   * where both do, which {@link Usual#isGuess} may be a guess; empty where none does.
   */
  static Optional<Pair> of(Layer before, Layer layer, Usual usual) {
    return possible(before, layer, usual.axes).stream().findFirst();
  }

  /** Whether the sizes leave it open which of the axes are meant, and the rest of the model too. */
  static boolean isGuess(Layer before, Layer layer, Usual usual) {
    return !usual.known && possible(before, layer, usual.axes).size() > 1;
  }

  /**
   * What the layers of a model have that do not tell their axes.
   *
   * @param known whether the sizes of some neighbours fit in no other way
   */
  record Usual(Axes axes, boolean known) {

    /** By the pairs of neighbours whose sizes fit one way only. */
    static Usual of(List<Layer> before, List<Layer> after) {
      int votes = 0;
      boolean any = false;
      for (int i = 0; i < before.size(); i++) {
        List<Pair> pairs = possible(before.get(i), after.get(i), OUT_IN);
        boolean open = ofType(before.get(i)).isEmpty() || ofType(after.get(i)).isEmpty();
        if (open && pairs.size() == 1) {
          Pair pair = pairs.get(0);
          Axes axes = ofType(before.get(i)).isEmpty() ? pair.first : pair.second;
          votes += axes == OUT_IN ? 1 : -1;
          any = true;
        }
      }
      return new Usual(votes >= 0 ? OUT_IN : IN_OUT, any);
    }
  }
}
