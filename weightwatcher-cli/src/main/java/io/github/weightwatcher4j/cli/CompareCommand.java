package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.compare.internal.Deltas;
import io.github.weightwatcher4j.compare.internal.Distances;
import io.github.weightwatcher4j.compare.internal.LayerMatching;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Compare.class,
    abbreviateSynopsis = true,
    description = {
      "Compares two models: how far apart their layers are, and their spectra side by side. Layers"
          + " belong together by name, or by name behind one prefix; one that is missing or has"
          + " another shape is a row that says so.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher compare tuned.safetensors original.safetensors",
      "  weightwatcher compare epoch9.pt epoch1.pt --distance cka --no-summaries",
      "  weightwatcher compare tuned/ original/ --deltas",
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "A", description = "A weight file, or a folder.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path second = Path.of("");

  @Option(
      names = "--distance",
      paramLabel = "METHOD",
      description =
          "raw: norm of the difference; euclidean (default): the same, mean over the slices of a"
              + " convolution; cka, centered_cka: similarity, 1 for the same up to rotation.")
  private DistanceMethod distance = DistanceMethod.EUCLIDEAN;

  @Option(names = "--deltas", description = "Analyse the differences A - B too.")
  private boolean deltas;

  @Option(
      names = "--summaries",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "The spectra side by side (default), or not: they take two analyses.")
  private boolean summaries = true;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    AnalysisOptions options = problems.options(OptionFlags.typed(line, problems), line);
    LayerSelector layers = options.selected().and(options.exclude().negate());
    PrintWriter out = line.getOut();
    ModelSource a = Models.open(first);
    ModelSource b = Models.open(second);
    ModelDistances distances = Models.work(first, () -> distances(a, b, layers));
    out.println(distances);
    out.flush();
    int code = ErrorLines.incomplete(first, Completeness.of(distances), line.getErr());
    if (summaries) {
      LayerMatching matching = LayerMatching.of(a.layers(), b.layers());
      Analysis ofA = analyze(first, a, options);
      Analysis ofB = analyze(second, b, options);
      out.print(SideBySide.of(ofA, ofB, matching));
      code = ExitCodes.worse(code, lost(first, ofA));
      code = ExitCodes.worse(code, lost(second, ofB));
    }
    if (deltas) {
      Analysis differences = analyze(first, Deltas.of(a, b), options);
      out.println();
      out.println(differences);
      code = ExitCodes.worse(code, lost(first, differences));
    }
    out.flush();
    return code;
  }

  /** Layers too small for a spectrum are compared all the same. */
  private int lost(Path path, Analysis analysis) {
    Optional<String> what =
        analysis.lost().isEmpty() ? Optional.empty() : Completeness.of(analysis);
    return ErrorLines.incomplete(path, what, spec.commandLine().getErr());
  }

  private ModelDistances distances(ModelSource a, ModelSource b, LayerSelector layers) {
    layers.requireMatches(
        Stream.concat(a.layers().stream(), b.layers().stream()).map(Layer::info).toList());
    BooleanSupplier never = () -> false;
    return Distances.between(a, b, distance, layers, never);
  }

  private Analysis analyze(Path path, ModelSource model, AnalysisOptions options) {
    boolean quiet = OptionFlags.quiet(spec.commandLine());
    try (AnalysisProgress progress = AnalysisProgress.start(model.name(), quiet)) {
      AnalysisOptions told = options.toBuilder().progress(progress).build();
      return Models.work(path, () -> new WeightWatcher(model).analyze(told));
    }
  }
}
