package io.github.weightwatcher4j;

import io.github.weightwatcher4j.change.ChangeOutcome;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.LayerChange;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.compare.internal.Deltas;
import io.github.weightwatcher4j.compare.internal.Distances;
import io.github.weightwatcher4j.compare.internal.IntraLayers;
import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.compare.internal.StackedLayers;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.pruning.Pruning;
import io.github.weightwatcher4j.pruning.PruningPlan;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.ModelDescription;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.internal.SharedSentence;
import io.github.weightwatcher4j.run.internal.LayerGate;
import io.github.weightwatcher4j.run.internal.LayerRun;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import io.github.weightwatcher4j.verdict.Levels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks inside a trained network: the eigenvalues of each layer's weights tell how well it was
 * trained, with no training or test data.
 *
 * <pre>{@code
 * Analysis analysis = new WeightWatcher(network).analyze();
 * System.out.println(analysis);
 * analysis.details().get("fc1").alpha();
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads. Weights are read while {@code analyze} runs and
 * are never changed. Method: Martin &amp; Mahoney, JMLR 22(165), 2021; Nature Communications
 * 12:4122, 2021.
 */
public final class WeightWatcher {

  private static final Logger LOG = LoggerFactory.getLogger(WeightWatcher.class);

  /** Most layers that a note names. */
  private static final int MOST_NAMES = 20;

  private final ModelSource model;

  /**
   * A watcher of a model: a DL4J network or SameDiff graph (module weightwatcher-dl4j), a model or
   * block of Deep Java Library (module weightwatcher-djl), an {@code INDArray} or {@code
   * double[][]}, a map from layer names to such arrays, a {@link ModelSource}, or whatever a {@link
   * io.github.weightwatcher4j.model.ModelAdapter} on the class path knows.
   *
   * @throws io.github.weightwatcher4j.model.UnsupportedModelException where nothing knows it
   */
  public WeightWatcher(Object model) {
    this.model = open(model);
  }

  /** Analyses every layer with the default options. */
  public Analysis analyze() {
    return analyze(AnalysisOptions.defaults());
  }

  /** Analyses with the options that the operator sets: {@code analyze(o -> o.pool(false))}. */
  public Analysis analyze(UnaryOperator<AnalysisOptionsBuilder> options) {
    return analyze(options.apply(AnalysisOptions.builder()).build());
  }

  /**
   * Analyses the selected layers. A layer that cannot be analysed is among {@link Analysis#skipped}
   * with its reason; the others are not affected.
   *
   * @throws IllegalArgumentException where a layer is selected by a name or index that is not there
   * @throws java.util.concurrent.CancellationException where the analysis is cancelled or the
   *     calling thread interrupted
   * @throws io.github.weightwatcher4j.spectrum.NativeLibraryException where the linear algebra
   *     library is missing or gives wrong results
   */
  public Analysis analyze(AnalysisOptions options) {
    return analyze(options, SpectrumSolvers.named(options.solver()));
  }

  Analysis analyze(AnalysisOptions options, SpectrumSolverProvider solvers) {
    // What squaring the weights leaves of the smallest eigenvalues is not fit to be inverted.
    SpectrumMethod method = options.inverse() ? SpectrumMethod.ACCURATE : options.method();
    try (SpectrumSolver solver = solvers.solver(method)) {
      return analyze(options, solvers, solver);
    }
  }

  private Analysis analyze(
      AnalysisOptions options, SpectrumSolverProvider solvers, SpectrumSolver solver) {
    Instant started = Instant.now();
    long clock = System.nanoTime(); // the wall clock may be set meanwhile
    long revision = model.revision();
    List<Layer> layers = model.layers();
    Levels levels = Levels.of(options.level(), rows(layers, options), options.randomize());
    LayerAnalyzer analyzer = new LayerAnalyzer(options, solver, levels);
    List<LayerOutcome> outcomes =
        analyzer.flow().joined(layers, new LayerRun<>(options, analyzer).outcomes(layers));
    List<LayerReport> rows = outcomes.stream().flatMap(o -> o.reports().stream()).toList();
    List<SkippedLayer> skipped = outcomes.stream().flatMap(o -> o.skipped().stream()).toList();
    return Analysis.of(
        model.name(),
        rows,
        skipped,
        outcomes.stream().flatMap(LayerOutcome::findings),
        notes(layers, revision, analyzer.flow().notes(layers), solver.notes()),
        Provenance.here(
                solvers.name(),
                solvers.device(),
                options.provenance(),
                options.seed(),
                started,
                Duration.ofNanos(System.nanoTime() - clock))
            .of(model));
  }

  /**
   * How many rows an analysis has at most: among them the chance of a false alarm is divided. It is
   * known from the list of layers alone, so that a part of them is judged as the whole would be.
   */
  private static long rows(List<Layer> layers, AnalysisOptions options) {
    LayerGate gate = LayerGate.takingSparse(options);
    return layers.stream()
        .filter(layer -> gate.refuse(layer).isEmpty())
        .map(layer -> MatrixShape.of(layer.weights().orElseThrow()))
        .mapToLong(shape -> options.pool() ? 1 : shape.rf())
        .sum();
  }

  /**
   * The model with its weights changed, by {@code Smoothing} or {@code Sharpening}, with the
   * default options; this model stays as it is. The module of the model's framework writes what is
   * returned into a network.
   */
  public ChangedModel change(LayerChange change) {
    return change(change, AnalysisOptions.defaults());
  }

  /**
   * As {@link #change(LayerChange)}, for the layers that the options select by rule and size, with
   * their solver, threads, memory, progress and condition to cancel. The other options have no
   * effect. A layer that cannot be changed is among {@link ChangedModel#unchanged} with its reason.
   *
   * @throws IllegalArgumentException where a layer is selected by a name or index that is not there
   * @throws java.util.concurrent.CancellationException where the change is cancelled or the calling
   *     thread interrupted
   * @throws io.github.weightwatcher4j.spectrum.NativeLibraryException where the linear algebra
   *     library is missing or gives wrong results
   */
  public ChangedModel change(LayerChange change, AnalysisOptions options) {
    List<Layer> layers = model.layers();
    LayerGate gate = new LayerGate(options);
    LayerChange among =
        change.among(layers.stream().filter(layer -> gate.refuse(layer).isEmpty()).count());
    try (SpectrumSolver solver =
        SpectrumSolvers.named(options.solver()).solver(SpectrumMethod.FAST)) {
      ChangeTask task = new ChangeTask(among, solver);
      List<ChangeOutcome> outcomes = new LayerRun<>(options, task).outcomes(layers);
      return ChangedModel.of(model, layers, change.toString(), outcomes);
    }
  }

  /** {@link #pruningPlan(Pruning, AnalysisOptions)} with the default options. */
  public PruningPlan pruningPlan(Pruning pruning) {
    return pruningPlan(pruning, AnalysisOptions.defaults());
  }

  /**
   * Which weights of each layer would be pruned; nothing is changed. Layers are selected by the
   * options, of any size where the shares are uniform; solver, windows ({@code farms}), threads,
   * memory, progress and condition to cancel are theirs, the other options have no effect. A layer
   * that cannot be pruned, as a sparse one, is among {@link PruningPlan#kept} with its reason.
   *
   * @throws IllegalArgumentException where a layer is selected by a name or index that is not
   *     there, or the sparsity is above the cap
   */
  public PruningPlan pruningPlan(Pruning pruning, AnalysisOptions options) {
    return new PruningPlanner(model, pruning, options).plan();
  }

  /** {@link #prune(PruningPlan, AnalysisOptions)} with the default options. */
  public ChangedModel prune(PruningPlan plan) {
    return prune(plan, AnalysisOptions.defaults());
  }

  /**
   * The model with the weights of a plan, which was made of it, set to zero, with the options'
   * threads, memory, progress and condition to cancel; the other options have no effect, for the
   * plan has chosen the layers. One that cannot be pruned is among {@link ChangedModel#unchanged}
   * with its reason.
   *
   * @throws java.util.concurrent.CancellationException where the work is cancelled or the calling
   *     thread interrupted
   */
  public ChangedModel prune(PruningPlan plan, AnalysisOptions options) {
    return change(plan.change(), PruningPlanner.ofPlanned(options));
  }

  /** A watcher of what training did: the weights less those of a base model ({@link Deltas}). */
  public WeightWatcher minus(Object baseModel) {
    return new WeightWatcher(Deltas.of(model, open(baseModel)));
  }

  /**
   * A watcher of the updates that this model's low-rank adapters make ({@link LoraAdapters}),
   * scaled as their own files say.
   */
  public WeightWatcher lora() {
    return new WeightWatcher(LoraAdapters.of(model, Optional.empty()));
  }

  /**
   * As {@link #lora()}, with a scale for files that do not tell theirs. Where they tell another
   * one, an analysis throws an {@link IllegalArgumentException} that says so.
   */
  public WeightWatcher lora(LoraScale scale) {
    return new WeightWatcher(LoraAdapters.of(model, Optional.of(scale)));
  }

  /** A watcher of this model with the updates of low-rank adapters, scaled as their files say. */
  public WeightWatcher plusLora(Object adapters) {
    return new WeightWatcher(LoraAdapters.merged(model, open(adapters), Optional.empty()));
  }

  /** As {@link #plusLora(Object)}, with a scale as in {@link #lora(LoraScale)}. */
  public WeightWatcher plusLora(Object adapters, LoraScale scale) {
    return new WeightWatcher(LoraAdapters.merged(model, open(adapters), Optional.of(scale)));
  }

  /** A watcher of all layers as one matrix ({@link StackedLayers}); experimental. */
  public WeightWatcher stacked() {
    return new WeightWatcher(StackedLayers.of(model));
  }

  /** A watcher of the products of neighbouring layers ({@link IntraLayers}); experimental. */
  public WeightWatcher intraLayers() {
    return new WeightWatcher(IntraLayers.of(model));
  }

  /**
   * How far each layer is from that of another model. A layer that is missing there or has another
   * shape is a row that says so.
   */
  public ModelDistances distances(Object other, DistanceMethod method) {
    return Distances.between(model, open(other), method);
  }

  private static ModelSource open(Object other) {
    return ModelAdapters.open(Objects.requireNonNull(other, "model"));
  }

  /** How layers were understood where that was not certain, and what happened meanwhile. */
  private List<String> notes(
      List<Layer> layers, long revisionBefore, List<String> ofFlow, List<String> ofSolver) {
    List<Layer> noted = layers.stream().filter(layer -> !layer.note().isEmpty()).toList();
    Stream<String> understood =
        SharedSentence.of(noted, layer -> layer.info().name(), Layer::note).stream()
            .map(shared -> shared.told(MOST_NAMES));
    return Stream.of(
            understood, ofFlow.stream(), ofSolver.stream(), trained(revisionBefore).stream())
        .flatMap(notes -> notes)
        .toList();
  }

  private List<String> trained(long revisionBefore) {
    long steps = model.revision() - revisionBefore;
    if (steps == 0) {
      return List.of();
    }
    String note =
        "the weights changed while they were read ("
            + steps
            + " training steps); "
            + model.snapshotAdvice();
    LOG.warn("{}: {}", Printable.name(model.name()), note);
    return List.of(note);
  }

  /**
   * The layers with their shapes, sizes and numbers of eigenvalues. Decomposes and reads nothing.
   */
  public ModelDescription describe() {
    return describe(AnalysisOptions.defaults());
  }

  /**
   * As {@link #describe()}, with the selection of the given options.
   *
   * @throws IllegalArgumentException where a layer is selected by a name or index that is not there
   */
  public ModelDescription describe(AnalysisOptions options) {
    LayerGate gate = LayerGate.takingSparse(options);
    List<Layer> layers = model.layers();
    gate.requireSelected(layers);
    List<Layer> taken = new ArrayList<>();
    List<SkippedLayer> skipped = new ArrayList<>();
    for (Layer layer : layers) {
      gate.refuse(layer).ifPresentOrElse(skipped::add, () -> taken.add(layer));
    }
    return ModelDescription.of(model.name(), taken, skipped);
  }

  /**
   * The eigenvalues of one layer, pooled over its slices, convolution norm applied.
   *
   * @param layer full name
   * @throws IllegalArgumentException where there is no such layer or it has no spectrum; the
   *     message says which and why
   */
  public Spectrum esd(String layer) {
    AnalysisOptions options =
        AnalysisOptions.builder()
            .layers(LayerSelector.byName(layer))
            .minEvals(1)
            .maxEvals(Integer.MAX_VALUE)
            .maxN(Integer.MAX_VALUE)
            .build();
    Analysis analysis = analyze(options);
    return analysis
        .details()
        .find(layer)
        .map(LayerReport::spectrum)
        .orElseThrow(() -> noSpectrum(layer, analysis));
  }

  private static IllegalArgumentException noSpectrum(String layer, Analysis analysis) {
    String reason =
        analysis.skipped().stream()
            .filter(skipped -> skipped.layer().name().equals(layer))
            .map(SkippedLayer::reason)
            .findFirst()
            .orElse("unknown");
    return new IllegalArgumentException("layer '" + layer + "' has no spectrum: " + reason);
  }
}
