package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.compare.internal.Deltas;
import io.github.weightwatcher4j.compare.internal.Distances;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.internal.Paragraph;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The comparisons of one call, model by model; one that fails does not lose the others. */
final class ComparisonRun {

  private final CommandLine line;
  private final PrintWriter out;
  private final AnalysisOptions options;
  private final LayerSelector layers;
  private final ComparisonGate gate;
  private final DistanceMethod method;
  private int code = ExitCodes.OK;

  ComparisonRun(
      CommandLine line,
      PrintWriter out,
      AnalysisOptions options,
      ComparisonGate gate,
      DistanceMethod method) {
    this.line = line;
    this.out = out;
    this.options = options;
    this.layers = options.selected().and(options.exclude().negate());
    this.gate = gate;
    this.method = method;
  }

  /** Compares the spectra, and the weights where there are any; the exit code. */
  int compare(ComparedModel reference, List<Path> paths, boolean deltas, ComparisonFiles files) {
    List<ComparedModel> others = opened(reference, paths);
    Optional<Analysis> analysis =
        others.isEmpty() ? Optional.empty() : made(() -> analysis(reference));
    if (analysis.isEmpty()) {
      return code;
    }
    worse(gate.lost(Models.shown(reference.path()), analysis.get()));
    List<ModelComparison> models = new ArrayList<>();
    List<Path> compared = new ArrayList<>();
    for (ComparedModel other : others) {
      made(() -> comparison(reference, analysis.get(), other))
          .ifPresent(
              model -> {
                models.add(model);
                compared.add(other.path());
              });
    }
    if (models.isEmpty()) {
      return code;
    }
    Comparison comparison = new Comparison(models);
    out.println(comparison);
    models.forEach(this::printDistances);
    out.flush();
    if (deltas) {
      others.forEach(other -> deltas(reference, other));
    }
    files.writing(comparison, OptionFlags.quiet(line), line.getOut(), out).forEach(this::attempt);
    for (int i = 0; i < models.size(); i++) {
      worse(gate.check(Models.shown(compared.get(i)), models.get(i)));
      worse(incomplete(compared.get(i), models.get(i)));
    }
    return code;
  }

  /** Compares the weights alone; the exit code. */
  int measure(ComparedModel reference, List<Path> paths, boolean deltas) {
    ModelSource first = weights(reference);
    for (ComparedModel other : opened(reference, paths)) {
      attempt(
          () -> {
            ModelDistances distances = distances(reference.path(), first, weights(other));
            out.println(distances);
            out.flush();
            worse(incomplete(other.path(), Completeness.of(distances)));
          });
      if (deltas) {
        deltas(reference, other);
      }
    }
    return code;
  }

  private static ModelSource weights(ComparedModel of) {
    return of.model()
        .orElseThrow(
            () ->
                new CommandFailure(
                    Models.shown(of.path()) + " is an analysis and has no weights to compare",
                    null));
  }

  private List<ComparedModel> opened(ComparedModel reference, List<Path> paths) {
    List<ComparedModel> others = new ArrayList<>();
    for (Path path : paths) {
      made(() -> ComparedModel.open(path)).ifPresent(others::add);
    }
    Optional<ModelSource> first = reference.model();
    if (first.isPresent()) {
      others.removeIf(other -> !attempt(() -> requireMatches(reference, other)));
    }
    return others;
  }

  private void requireMatches(ComparedModel reference, ComparedModel other) {
    if (reference.model().isPresent() && other.model().isPresent()) {
      Stream<Layer> all =
          Stream.concat(
              reference.model().get().layers().stream(), other.model().get().layers().stream());
      Models.work(
          reference.path(),
          () -> {
            layers.requireMatches(all.map(Layer::info).toList());
            return true;
          });
    }
  }

  private ModelComparison comparison(
      ComparedModel reference, Analysis before, ComparedModel other) {
    Optional<ModelDistances> distances =
        reference.model().isPresent() && other.model().isPresent()
            ? Optional.of(distances(reference.path(), reference.model().get(), other.model().get()))
            : Optional.empty();
    ModelComparison model = ModelComparison.of(before, analysis(other));
    String none =
        fileName(reference.model().isEmpty() ? reference.path() : other.path())
            + " is an analysis and has no weights";
    return distances.map(model::with).orElseGet(() -> model.withoutDistances(none));
  }

  private ModelDistances distances(Path path, ModelSource a, ModelSource b) {
    return Models.work(path, () -> Distances.between(a, b, method, layers, () -> false));
  }

  private static String fileName(Path path) {
    return Models.shown(Optional.ofNullable(path.getFileName()).orElse(path));
  }

  private void printDistances(ModelComparison model) {
    out.print(
        model
            .distances()
            .map(it -> it + "\n")
            .orElseGet(
                () -> Paragraph.of("Distances: none, for " + model.withoutDistances() + ".")));
  }

  private int incomplete(Path path, ModelComparison model) {
    boolean common = model.layers().stream().anyMatch(layer -> layer.isInBoth());
    return model.distances().isPresent()
        ? incomplete(path, Completeness.of(model.distances().get()))
        : incomplete(
            path, common ? Optional.empty() : Optional.of("no layer was analysed in both models"));
  }

  private int incomplete(Path path, Optional<String> what) {
    return ErrorLines.incomplete(path, what, line.getErr());
  }

  private void deltas(ComparedModel reference, ComparedModel other) {
    attempt(
        () -> {
          ModelSource differences = Deltas.of(weights(reference), weights(other));
          Analysis analysis = analyze(reference.path(), differences);
          out.println();
          out.println(analysis);
          out.flush();
          worse(gate.lost(Models.shown(other.path()), analysis));
        });
  }

  private Analysis analysis(ComparedModel of) {
    return of.saved(layers).orElseGet(() -> analyze(of.path(), weights(of)));
  }

  private Analysis analyze(Path path, ModelSource model) {
    boolean quiet = OptionFlags.quiet(line);
    try (AnalysisProgress progress = AnalysisProgress.start(model.name(), quiet, model.file())) {
      AnalysisOptions told = options.toBuilder().progress(progress).build();
      return Models.work(path, () -> new WeightWatcher(model).analyze(told));
    }
  }

  private void worse(int other) {
    code = ExitCodes.worse(code, other);
  }

  /** Does something; where it fails, tells so, and what comes after it is still done. */
  private boolean attempt(Runnable work) {
    return made(() -> {
          work.run();
          return true;
        })
        .isPresent();
  }

  private <T> Optional<T> made(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      ErrorLines.of(line).report(e, line.getErr());
      worse(ExitCodes.FAILURE);
      return Optional.empty();
    }
  }
}
