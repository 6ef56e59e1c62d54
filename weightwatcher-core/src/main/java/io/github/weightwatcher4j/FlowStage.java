package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.similarity.LayerFlow;
import io.github.weightwatcher4j.similarity.internal.LayerSides;
import io.github.weightwatcher4j.similarity.internal.LayerSides.NoSpikes;
import io.github.weightwatcher4j.similarity.internal.Neighbours;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.verdict.Levels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The correlation flow of neighbouring layers: what each layer's spikes write and read is kept
 * while layers are analysed side by side, and joined when all are there.
 */
final class FlowStage {

  private final SpectrumSolver solver;
  private final Levels levels;
  private final boolean asked;
  private final RobustBulkFitter fitter = new RobustBulkFitter();

  FlowStage(SpectrumSolver solver, boolean asked, Levels levels) {
    this.solver = solver;
    this.levels = levels;
    this.asked = asked;
  }

  /** The sides of a layer; empty where no flow was asked for. */
  Optional<LayerSides> sides(Weights weights, BooleanSupplier cancelled) throws IOException {
    return asked
        ? Optional.of(LayerSides.of(weights, solver, this::spikes, cancelled))
        : Optional.empty();
  }

  /** Spikes of a matrix, counted as those of a layer are. */
  private int spikes(WeightMatrix matrix, Spectrum spectrum, BooleanSupplier cancelled)
      throws NoSpikes {
    EntryStatistics said = EntryStatistics.of(matrix, cancelled);
    if (said.m() < 2) {
      throw new NoSpikes("has no two columns that are not all zero");
    }
    MatrixSpectrum noise = new MatrixSpectrum(spectrum, said.n(), said.m(), said.excessKurtosis());
    BulkFit bulk = fitter.fit(List.of(noise), levels.spikes());
    if (bulk instanceof MarchenkoPasturFit fit) {
      if (fit.spikes().isEmpty()) {
        throw new NoSpikes("has no spikes that could write or read: it looks like noise");
      }
      return fit.spikes().size();
    }
    throw new NoSpikes(
        "has no bulk that spikes could be told from: " + ((FailedBulkFit) bulk).reason());
  }

  long bytesNeeded(Weights weights) {
    return asked ? LayerSides.bytesNeeded(weights, solver) : 0;
  }

  /** The outcomes with the flow in each row. */
  List<LayerOutcome> joined(List<Layer> layers, List<LayerOutcome> outcomes) {
    if (!asked) {
      return outcomes;
    }
    Function<Layer, LayerFlow> flows =
        Neighbours.of(layers, layer -> outcomes.get(layers.indexOf(layer)).sides());
    List<LayerOutcome> joined = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      LayerOutcome outcome = outcomes.get(i);
      joined.add(outcome.reports().isEmpty() ? outcome : outcome.with(flows.apply(layers.get(i))));
    }
    return joined;
  }

  /** Where the order of a layer's axes was guessed. */
  List<String> notes(List<Layer> layers) {
    List<String> guesses = asked ? Neighbours.guesses(layers) : List.of();
    return guesses.isEmpty()
        ? List.of()
        : List.of(
            "flow: weights were taken as [out, in], which their sizes leave open, from "
                + String.join(", from ", guesses));
  }
}
