package io.github.weightwatcher4j;

import io.github.weightwatcher4j.fit.HillEstimator;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.Option;
import io.github.weightwatcher4j.option.OptionGroup;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.pruning.Exponent;
import io.github.weightwatcher4j.pruning.KeptLayer;
import io.github.weightwatcher4j.pruning.PlannedLayer;
import io.github.weightwatcher4j.pruning.Pruning;
import io.github.weightwatcher4j.pruning.PruningPlan;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.run.ProgressListener;
import io.github.weightwatcher4j.run.internal.LayerGate;
import io.github.weightwatcher4j.run.internal.LayerRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a plan of a model: exponents, shares of the layers, then the magnitudes to prune up to. */
final class PruningPlanner {

  private final ModelSource model;
  private final Pruning pruning;
  private final AnalysisOptions options;
  private final Map<LayerInfo, KeptLayer> kept = new LinkedHashMap<>();

  PruningPlanner(ModelSource model, Pruning pruning, AnalysisOptions options) {
    pruning.requireReachable(); // before any work
    this.model = model;
    this.pruning = pruning;
    this.options = relevant(pruning, options);
  }

  /** Those that choose layers and say how the work is run, and what the exponents depend on. */
  private static AnalysisOptions relevant(Pruning pruning, AnalysisOptions given) {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder().mpFit(false).solver(given.solver());
    copy(OptionGroup.LAYERS, given, builder);
    copy(OptionGroup.RUN, given, builder);
    if (pruning.exponent().isEmpty()) {
      return anySize(builder);
    }
    boolean windows = pruning.exponent().get() == Exponent.FARMS;
    FarmsWindows asked = given.farms().isNone() ? FarmsWindows.ofAspect(1) : given.farms();
    return builder.farms(windows ? asked : FarmsWindows.none()).build();
  }

  /** How the work is run, for layers of any name and size: a plan has chosen them already. */
  static AnalysisOptions ofPlanned(AnalysisOptions given) {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder();
    copy(OptionGroup.RUN, given, builder);
    return anySize(builder);
  }

  private static AnalysisOptions anySize(AnalysisOptionsBuilder builder) {
    return builder.minEvals(1).maxEvals(Integer.MAX_VALUE).maxN(Integer.MAX_VALUE).build();
  }

  private static void copy(
      OptionGroup group, AnalysisOptions from, AnalysisOptionsBuilder builder) {
    Options.all().stream()
        .filter(option -> option.group() == group)
        .forEach(option -> copy(option, from, builder));
  }

  private static <T> void copy(
      Option<T> option, AnalysisOptions from, AnalysisOptionsBuilder builder) {
    builder.set(option, from.get(option));
  }

  PruningPlan plan() {
    List<Layer> layers =
        model.layers().stream()
            .filter(layer -> !layer.absence().equals(Optional.of(Absence.NO_WEIGHTS)))
            .toList();
    List<Layer> chosen = chosen(layers);
    Map<LayerInfo, OptionalDouble> exponents =
        pruning.exponent().isPresent() ? exponents(chosen) : none(chosen);
    Map<LayerInfo, PlannedLayer> rows =
        planned(
            chosen.stream().filter(layer -> exponents.containsKey(layer.info())).toList(),
            exponents);
    return new PruningPlan(
        model.name(),
        pruning,
        layers.stream().flatMap(it -> Optional.ofNullable(rows.get(it.info())).stream()).toList(),
        layers.stream().flatMap(it -> Optional.ofNullable(kept.get(it.info())).stream()).toList());
  }

  /** The layers that options and rule leave. */
  private List<Layer> chosen(List<Layer> layers) {
    LayerGate gate = new LayerGate(options);
    gate.requireSelected(layers);
    List<Layer> withMatrix = layers.stream().filter(it -> it.weights().isPresent()).toList();
    List<Layer> chosen = new ArrayList<>();
    for (Layer layer : layers) {
      Optional<SkippedLayer> refused = gate.refuse(layer);
      if (refused.isPresent()) {
        keep(refused.get());
      } else if (!pruning.prunesFirst() && layer.equals(withMatrix.get(0))) {
        keep(layer.info(), "it is the first layer", false);
      } else if (!pruning.prunesLast() && layer.equals(withMatrix.get(withMatrix.size() - 1))) {
        keep(layer.info(), "it is the last layer", false);
      } else if (layer.weights().orElseThrow().sparseEntries().isPresent()) {
        keep(layer.info(), "its matrix is sparse; convert it to a dense one first", true);
      } else {
        chosen.add(layer);
      }
    }
    return chosen;
  }

  private void keep(SkippedLayer skipped) {
    keep(skipped.layer(), skipped.reason(), skipped.cause().isLoss());
  }

  private void keep(LayerInfo layer, String reason, boolean lost) {
    kept.put(layer, new KeptLayer(layer, reason, lost));
  }

  private static Map<LayerInfo, OptionalDouble> none(List<Layer> layers) {
    Map<LayerInfo, OptionalDouble> none = new HashMap<>();
    layers.forEach(layer -> none.put(layer.info(), OptionalDouble.empty()));
    return none;
  }

  /** For layers that are chosen already: of the names that were asked for some may be gone. */
  private AnalysisOptions ofChosen() {
    return options.toBuilder().layers(LayerSelector.all()).exclude(LayerSelector.none()).build();
  }

  /** The exponents of the layers that have one. */
  private Map<LayerInfo, OptionalDouble> exponents(List<Layer> layers) {
    Analysis analysis = new WeightWatcher(ModelSource.of(model.name(), layers)).analyze(ofChosen());
    analysis.skipped().forEach(this::keep);
    Map<LayerInfo, OptionalDouble> found = new HashMap<>();
    for (LayerReport row : analysis.details()) {
      OptionalDouble exponent = exponent(row);
      if (exponent.isPresent()) {
        found.put(row.layer(), exponent);
      } else {
        keep(row.layer(), "it has no " + pruning.exponent().orElseThrow(), true);
      }
    }
    return found;
  }

  private OptionalDouble exponent(LayerReport row) {
    return switch (pruning.exponent().orElseThrow()) {
      case FARMS -> row.metric(Metric.FARMS_ALPHA);
      case HILL -> HillEstimator.ofUpperHalf(row.spectrum());
      case POWER_LAW -> row.alpha();
    };
  }

  private Map<LayerInfo, PlannedLayer> planned(
      List<Layer> layers, Map<LayerInfo, OptionalDouble> exponents) {
    long[] weights =
        layers.stream().mapToLong(it -> it.weights().orElseThrow().shape().size()).toArray();
    double[] alphas =
        layers.stream()
            .map(layer -> Objects.requireNonNull(exponents.get(layer.info())))
            .mapToDouble(exponent -> exponent.orElse(0))
            .toArray();
    double[] shares = pruning.shares(weights, alphas);
    Map<LayerInfo, Double> shareOf = new HashMap<>();
    for (int i = 0; i < shares.length; i++) {
      shareOf.put(layers.get(i).info(), shares[i]);
    }
    // Who is told of progress has seen it end, where there was an analysis.
    AnalysisOptions run =
        pruning.exponent().isEmpty()
            ? ofChosen()
            : ofChosen().toBuilder().progress(ProgressListener.silent()).build();
    PlanTask task = new PlanTask(exponents, shareOf);
    Map<LayerInfo, PlannedLayer> rows = new HashMap<>();
    for (PlanTask.Outcome outcome : new LayerRun<>(run, task).outcomes(layers)) {
      outcome.planned().ifPresent(row -> rows.put(row.layer(), row));
      outcome.skipped().ifPresent(this::keep);
    }
    return rows;
  }
}
