package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.internal.ModelNames;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher analyze}. */
@Command(
    name = "analyze",
    aliases = "analyse",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Analyze.class,
    abbreviateSynopsis = true,
    description = {
      "Computes the spectrum of every layer's weights, fits its tail and its bulk, and judges it:"
          + " well trained, over- or under-trained, random-like, trapped, rank-collapsed, or cannot"
          + " tell. A row for each layer, a summary, findings; needs no data and runs no model.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher analyze model.safetensors",
      "  weightwatcher analyze model/ --layers '*.mlp.*' --json result.json",
      "  weightwatcher analyze model.safetensors --report report.html --plots pictures/",
      "  weightwatcher analyze model.pt --fit tpl --compare-laws --randomize",
      "  weightwatcher analyze tuned.safetensors --base original.safetensors",
      "  weightwatcher analyze adapter/ --lora",
      "  weightwatcher analyze *.onnx --fail-on verdict==random",
      "  weightwatcher analyze big/ --shard 3/8 --json part-3.json",
      "  curl -L https://example.org/model.safetensors | weightwatcher analyze -",
      "",
      "@|bold Conditions of --fail-on|@",
      "  alpha>6           a number of any layer: the columns of --csv",
      "  mean(alpha)>4     mean, median, min or max over the layers",
      "  verdict==random   the verdict on any layer; verdict!=well is every other than",
      "                    well trained",
      "  phase==heavy      the phase of any layer; words are labels or their first word",
      "  random_like>0     layers of the model with a verdict",
      "  unknown>0         layers that cannot be judged, and lost ones; or lost,",
      "                    findings, analyzed, failed_fits or skipped",
      "  Compare numbers by > >= < <= == !=, words by == or !=.",
      "  What is not known is no pass: a condition is unknown where nothing meets it,",
      "  but a layer is lost (NaN, unreadable), lacks the number (no fit, not defined),",
      "  cannot be judged, or has an undecided phase; and where no layer was analysed.",
      "  --allow-unknown tells so and passes.",
    })
final class AnalyzeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Weight files, or folders of them; - is standard input.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private GateArguments gate = new GateArguments();

  @ArgGroup(validate = false, heading = "%n@|bold Results|@%n", order = 1)
  private ResultFiles files = new ResultFiles();

  @ArgGroup(validate = false, heading = "%n@|bold Pictures|@%n", order = 2)
  private PictureArguments pictures = new PictureArguments();

  @Mixin private AxesArguments axes = new AxesArguments();

  @ArgGroup(validate = false, heading = "%n@|bold Beyond one process|@%n", order = 45)
  private ShardArguments shard = new ShardArguments();

  @ArgGroup(validate = false, heading = "%n@|bold Of two models|@%n", order = 35)
  private LoraArguments lora = new LoraArguments();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    List<String> names = paths.size() == 1 ? List.of("") : ModelNames.of(paths);
    Outputs outputs = new Outputs(lora.with(paths), problems);
    AnalysisOutputs results = new AnalysisOutputs(files, pictures, gate);
    results.check(names, outputs, problems);
    lora.check(problems);
    gate.check(problems);
    AnalysisOptionsBuilder typed = OptionFlags.typed(line, problems);
    gate.requireComputed(typed, problems);
    OptionFlags.requireSolver(typed, problems);
    shard.set(typed, gate, files, problems);
    AnalysisOptions options = problems.options(typed, line);
    pictures.prepare();
    PrintWriter tables = results.tables(line);
    boolean several = paths.size() > 1;
    AnalysisRun run = new AnalysisRun(tables, line, several);
    for (Path path : paths) {
      run.add(path, () -> analyze(path, options));
    }
    if (several) {
      run.summarize();
    }
    results.write(run, paths, names, OptionFlags.quiet(line), line, tables);
    return run.exitCode(shard.gate(gate, line.getErr()));
  }

  private Analysis analyze(Path path, AnalysisOptions options) {
    String name = String.valueOf(path.getFileName());
    boolean quiet = OptionFlags.quiet(spec.commandLine());
    try (AnalysisProgress progress = AnalysisProgress.start(name, quiet, Optional.of(path))) {
      AnalysisOptions told = options.toBuilder().progress(progress).build();
      return Models.work(path, () -> files.told(lora.watcher(path, axes).analyze(told)));
    }
  }
}
