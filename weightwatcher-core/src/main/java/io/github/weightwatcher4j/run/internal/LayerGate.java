package io.github.weightwatcher4j.run.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import java.util.List;
import java.util.Optional;

/** Decides from a layer's description alone whether it is analysed. */
public final class LayerGate {

  private final AnalysisOptions options;
  private final boolean sparse;

  /** The gate that these options make for work on all of a matrix. */
  public LayerGate(AnalysisOptions options) {
    this(options, false);
  }

  private LayerGate(AnalysisOptions options, boolean sparse) {
    this.options = options;
    this.sparse = sparse;
  }

  /** The gate for work that takes sparse matrices of any size, part of their spectrum at least. */
  public static LayerGate takingSparse(AnalysisOptions options) {
    return new LayerGate(options, true);
  }

  /**
   * Whether only the largest eigenvalues of a layer's matrix are taken: it is sparse and has more
   * than {@code maxEvals}.
   */
  public static boolean takesTop(Weights weights, AnalysisOptions options) {
    return weights.sparseEntries().isPresent()
        && MatrixShape.of(weights).m() > options.maxEvals()
        && options.topK() > 0
        && !options.inverse(); // which is about the small ones
  }

  /**
   * Checks that every layer that the options name is there.
   *
   * @throws IllegalArgumentException otherwise; the message lists the layers there are
   */
  public void requireSelected(List<Layer> layers) {
    List<LayerInfo> infos = layers.stream().map(Layer::info).toList();
    options.selected().requireMatches(infos);
    options.exclude().requireMatches(infos);
  }

  /** Why the layer is left out; empty where it is analysed. */
  public Optional<SkippedLayer> refuse(Layer layer) {
    LayerInfo info = layer.info();
    if (!options.selected().test(info)) {
      return skip(info, Cause.NOT_SELECTED, "not selected: " + options.selected());
    }
    if (options.exclude().test(info)) {
      return skip(info, Cause.NOT_SELECTED, "excluded: " + options.exclude());
    }
    if (layer.absence().isPresent()) {
      return skip(info, Cause.of(layer.absence().get()), layer.reason());
    }
    return refuseSize(info, layer.weights().orElseThrow());
  }

  private Optional<SkippedLayer> refuseSize(LayerInfo info, Weights weights) {
    MatrixShape shape = MatrixShape.of(weights);
    long eigenvalues = options.pool() ? shape.eigenvalues() : shape.m();
    String has = eigenvalues + (eigenvalues == 1 ? " eigenvalue, " : " eigenvalues, ");
    if (shape.parameters() == 0) {
      return skip(info, Cause.NO_MATRIX, "the matrix is empty");
    }
    if (eigenvalues < options.minEvals()) {
      return skip(info, Cause.SIZE, has + "fewer than minEvals = " + options.minEvals());
    }
    if (eigenvalues > options.maxEvals() && !(sparse && takesTop(weights, options))) {
      return skip(info, Cause.SIZE, has + "more than maxEvals = " + options.maxEvals());
    }
    boolean anyLength = sparse && weights.sparseEntries().isPresent();
    if (!anyLength && shape.n() > options.maxN()) {
      String reason =
          "N = "
              + shape.n()
              + ", more than maxN = "
              + options.maxN()
              + "; raise it to include the layer";
      return skip(info, Cause.SIZE, reason);
    }
    return Optional.empty();
  }

  private static Optional<SkippedLayer> skip(LayerInfo info, Cause cause, String reason) {
    return Optional.of(new SkippedLayer(info, cause, reason));
  }
}
