package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.export.DescriptionJson;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.ModelDescription;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher describe}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Describe.class,
    abbreviateSynopsis = true,
    description = {
      "Lists the layers of weight files with their shapes, and those that an analysis would skip"
          + " with the reason. Reads no weights, so it takes no time.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher describe model.safetensors",
      "  weightwatcher describe model/ --types attention --min-evals 1",
      "  weightwatcher describe model.safetensors --json -",
    })
final class DescribeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Weight files, or folders of them; - is standard input.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "The layers as JSON, an array if there are several models; - is standard output.")
  private Optional<Path> json = Optional.empty();

  @Mixin private AxesArguments axes = new AxesArguments();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    Outputs outputs = new Outputs(paths, problems);
    json.ifPresent(file -> outputs.file("--json", file));
    AnalysisOptions options = problems.options(OptionFlags.typed(line, problems), line);
    int exitCode = ExitCodes.OK;
    Bystanders bystanders = new Bystanders();
    List<ModelDescription> described = new ArrayList<>();
    for (Path path : paths) {
      try {
        exitCode = ExitCodes.worse(exitCode, describe(path, options, described, line));
      } catch (RuntimeException e) {
        if (paths.size() > 1 && bystanders.take(path, e)) {
          continue;
        }
        ErrorLines.of(line).report(e, line.getErr());
        exitCode = ExitCodes.worse(exitCode, ExitCodes.FAILURE);
      }
    }
    json.filter(file -> !described.isEmpty())
        .ifPresent(file -> ResultFiles.write(file, json(described), line.getOut()));
    boolean others = bystanders.size() < paths.size();
    return ExitCodes.worse(exitCode, bystanders.tell(others, ErrorLines.of(line), line.getErr()));
  }

  private String json(List<ModelDescription> described) {
    return paths.size() == 1
        ? DescriptionJson.of(described.get(0))
        : described.stream()
            .map(DescriptionJson::of)
            .collect(Collectors.joining(",\n", "[\n", "]\n"));
  }

  private int describe(
      Path path, AnalysisOptions options, List<ModelDescription> described, CommandLine line) {
    boolean silent = json.filter(Outputs::isStandardOutput).isPresent();
    PrintWriter out = silent ? new PrintWriter(Writer.nullWriter()) : line.getOut();
    ModelSource model = axes.open(path);
    ModelDescription description =
        Models.work(path, () -> new WeightWatcher(model).describe(options));
    described.add(description);
    if (model instanceof WeightFile file) {
      out.println("format " + file.format().name());
    }
    out.println(description.toText(Terminal.of(line).columns()));
    out.flush();
    return ErrorLines.incomplete(path, Completeness.of(description), line.getErr());
  }
}
