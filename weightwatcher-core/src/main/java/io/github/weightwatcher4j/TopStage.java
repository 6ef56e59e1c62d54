package io.github.weightwatcher4j;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.metric.internal.TopMetrics;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.run.internal.LayerGate;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.internal.TopEigenvalues;
import io.github.weightwatcher4j.verdict.Levels;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** The row of a sparse matrix that is too large for all of its eigenvalues. */
final class TopStage {

  /** Bytes of an entry in rows, and in columns. */
  private static final long BYTES_PER_ENTRY = 24;

  private final AnalysisOptions options;
  private final TailStage tails;
  private final Levels levels;

  TopStage(AnalysisOptions options, TailStage tails, Levels levels) {
    this.options = options;
    this.tails = tails;
    this.levels = levels;
  }

  /** Whether a layer is such a matrix. */
  boolean takes(Weights weights) {
    return LayerGate.takesTop(weights, options);
  }

  LayerReport of(Layer layer, Weights weights, BooleanSupplier cancelled) throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    TopEigenvalues found;
    try (WeightTensor tensor = weights.open()) {
      found = TopEigenvalues.of(WeightMatrix.of(tensor), options.topK(), cancelled);
    }
    double unit = options.relativeCutoffs() ? found.sum() / shape.m() : 1;
    Spectrum data = found.top().above(options.cutoff() * unit);
    TailStage.Result tail = tails.fitTop(data, cancelled);
    return LayerReport.of(
        layer.info(),
        OptionalInt.empty(),
        found.top(),
        tail.fit(),
        TopMetrics.of(shape, found, tail.fit()).with(tail.metrics()),
        Evidence.of(
            Optional.empty(), Optional.empty(), tail.laws(), tail.rival(), List.of(), List.of()),
        levels);
  }

  /** Memory in bytes. */
  long bytesNeeded(Weights weights) {
    long entries = weights.sparseEntries().orElseThrow();
    return BYTES_PER_ENTRY * entries
        + TopEigenvalues.bytesNeeded(MatrixShape.of(weights).m(), options.topK());
  }
}
