package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.internal.ModelNames;
import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher merge}. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Joins the parts of an analysis that several processes made with 'analyze --shard I/N"
          + " --json': the same results as of one run, to the last bit. Parts of several models are"
          + " joined model by model.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  for i in 1 2 3 4; do",
      "    weightwatcher analyze model/ --shard $i/4 --json part-$i.json &",
      "  done; wait",
      "  weightwatcher merge part-*.json --json model.json --report model.html",
      "",
      "  seq 8 | parallel weightwatcher analyze model/ --shard {}/8 --json {}.json",
      "",
      "  In an array of Slurm (--array=1-8): --shard $SLURM_ARRAY_TASK_ID/8. In an",
      "  indexed job of Kubernetes: --shard $((JOB_COMPLETION_INDEX + 1))/8.",
      "  Every shard reads the model under the same path, with the same options.",
    })
final class MergeCommand implements Callable<Integer> {

  /** What parts of one model have in common. */
  private record Model(String name, String path) {

    static Model of(Analysis part) {
      return new Model(
          part.rawModel(), part.provenance().file().map(ModelFileInfo::path).orElse(""));
    }

    Path shown() {
      return Path.of(path.isEmpty() ? name : path);
    }
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "PART",
      description = "JSON of the shards, in any order; all of them.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private GateArguments gate = new GateArguments();

  @ArgGroup(validate = false, heading = "%n@|bold Results|@%n", order = 1)
  private ResultFiles files = new ResultFiles();

  @ArgGroup(validate = false, heading = "%n@|bold Pictures|@%n", order = 2)
  private PictureArguments pictures = new PictureArguments();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Map<Model, List<Analysis>> models = parts();
    List<Path> shown = models.keySet().stream().map(Model::shown).toList();
    boolean several = models.size() > 1;
    List<String> names = several ? ModelNames.of(shown) : List.of("");
    Problems problems = new Problems();
    Outputs outputs = new Outputs(paths, problems);
    AnalysisOutputs results = new AnalysisOutputs(files, pictures, gate);
    results.check(names, outputs, problems);
    gate.check(problems);
    problems.throwIfAny(line);
    pictures.prepare();
    PrintWriter tables = results.tables(line);
    AnalysisRun run = new AnalysisRun(tables, line, several);
    models.forEach(
        (model, parts) ->
            run.add(
                model.shown(),
                () -> Models.work(model.shown(), () -> files.told(Analysis.joined(parts)))));
    if (several) {
      run.summarize();
    }
    results.write(run, shown, names, quiet, line, tables);
    return run.exitCode(gate.gate(line.getErr()));
  }

  /** The parts of each model, in the order of the first of each. */
  private Map<Model, List<Analysis>> parts() {
    Map<Model, List<Analysis>> models = new LinkedHashMap<>();
    for (Path path : paths) {
      Path file = Streamed.file(path);
      if (!Files.isRegularFile(file)) {
        throw new CommandFailure("there is no file " + Models.shown(path), null);
      }
      try {
        AnalysisJson.readEach(
            file,
            part -> models.computeIfAbsent(Model.of(part), any -> new ArrayList<>()).add(part));
      } catch (IOException e) {
        throw new CommandFailure(Streamed.told(String.valueOf(e.getMessage())), e);
      }
    }
    return models;
  }
}
