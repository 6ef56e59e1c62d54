package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.ComparisonCondition;
import io.github.weightwatcher4j.check.Condition;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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
    usageHelpWidth = 100,
    sortOptions = false,
    modelTransformer = OptionFlags.Analyze.class,
    abbreviateSynopsis = true,
    description = {
      "Compares models with the first of them: what became worse and better, alpha of each layer and"
          + " whether the difference is more than its error, verdicts, means, and how far apart the"
          + " weights are. Layers belong together by name, or by name behind one prefix; one that is"
          + " missing or has another shape is a row that says so.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher compare original.safetensors tuned.safetensors",
      "  weightwatcher compare epoch1.pt epoch9.pt --distance centered_cka --no-summaries",
      "  weightwatcher compare monday.json tuesday.json --fail-on 'worse>0'",
      "  weightwatcher compare model.pt --baseline baseline.json --tolerance 0.5",
      "  weightwatcher compare tuned/ original/ --deltas",
      "",
      "@|bold Conditions of --fail-on|@",
      "  worse>0           layers that became worse; or better, cannot_tell",
      "  significant>0     layers whose alphas differ by more than their error",
      "  alpha>6           those of analyze, on each model but the first",
      "  What is not known is no pass: worse>0 is unknown where a layer is undecided.",
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description =
          "Weight files, folders of them, or analyses that analyze --json wrote. The first is the"
              + " reference.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "An analysis as the reference; exit with code 2 where a model is worse than it: alpha is"
              + " farther from 2 by more than --tolerance, there is a new finding, or a layer or a"
              + " number is gone.")
  private Optional<Path> baseline = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description = "How much farther alpha may lie from 2 than in the baseline.")
  private Optional<Double> tolerance = Optional.empty();

  @Option(
      names = "--distance",
      paramLabel = "METHOD",
      description =
          "raw: norm of the difference; euclidean (default): the same, mean over the slices of a"
              + " convolution; cka, centered_cka: similarity, 1 for the same up to rotation.")
  private DistanceMethod distance = DistanceMethod.EUCLIDEAN;

  @Option(
      names = "--deltas",
      description = "Analyse the differences of the weights too, the reference minus the other.")
  private boolean deltas;

  @Option(
      names = "--summaries",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Compare the spectra (default), or the weights alone: no model is analysed.")
  private boolean summaries = true;

  @Option(
      names = "--fail-on",
      paramLabel = "CONDITION",
      description =
          "Exit with code 2 if this holds, such as 'worse>0', with 3 if it cannot be told; may be"
              + " repeated.")
  private List<String> failOn = new ArrayList<>();

  @Option(
      names = "--allow-unknown",
      description =
          "Let conditions pass that cannot be told, and layers that are lost; standard error names"
              + " them.")
  private boolean allowUnknown;

  @ArgGroup(validate = false, heading = "%n@|bold Results|@%n", order = 1)
  private ComparisonFiles files = new ComparisonFiles();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    requireSense(problems);
    Outputs outputs =
        new Outputs(Stream.concat(paths.stream(), baseline.stream()).toList(), problems);
    files.check(outputs, problems);
    List<ComparisonCondition> comparing = new ArrayList<>();
    List<Condition> conditions = conditions(comparing, problems);
    AnalysisOptionsBuilder typed = OptionFlags.typed(line, problems);
    AnalyzeCommand.requireComputed(conditions, typed, problems);
    AnalyzeCommand.requireSolver(typed.get(Options.SOLVER), problems);
    AnalysisOptions options = problems.options(typed, line);
    boolean printed = !files.takesStandardOutput();
    PrintWriter tables = printed ? line.getOut() : new PrintWriter(Writer.nullWriter());
    OptionalDouble allowed =
        tolerance.isPresent() ? OptionalDouble.of(tolerance.get()) : OptionalDouble.empty();
    ComparisonGate gate =
        new ComparisonGate(conditions, comparing, allowed, allowUnknown, line.getErr());
    ComparisonRun run = new ComparisonRun(line, tables, options, gate, distance);
    ComparedModel reference =
        baseline.isPresent()
            ? ComparedModel.ofAnalysis(baseline.get())
            : ComparedModel.open(paths.get(0));
    List<Path> others = baseline.isPresent() ? paths : paths.subList(1, paths.size());
    return summaries
        ? run.compare(reference, others, deltas, files)
        : run.measure(reference, others, deltas);
  }

  private void requireSense(Problems problems) {
    problems.require(
        baseline.isPresent() || paths.size() > 1,
        "compare needs two models or more, or one and --baseline, an analysis of another");
    problems.require(
        baseline.isPresent() == tolerance.isPresent(),
        "--baseline and --tolerance need each other: an analysis, and how much farther alpha may"
            + " lie from 2 than there");
    problems.require(
        tolerance.filter(it -> !(it >= 0 && it < Double.POSITIVE_INFINITY)).isEmpty(),
        "--tolerance must be >= 0 and finite but was " + tolerance.orElse(0.0));
    problems.require(!allowUnknown || !failOn.isEmpty(), "--allow-unknown needs --fail-on");
    boolean analysed = files.isAsked() || baseline.isPresent() || !failOn.isEmpty();
    problems.require(
        summaries || !analysed,
        "--no-summaries compares weights alone; it has no results for --json, --csv, --markdown,"
            + " --baseline and --fail-on");
  }

  /** Those on one model; those on two are added to a list. */
  private List<Condition> conditions(List<ComparisonCondition> comparing, Problems problems) {
    List<Condition> conditions = new ArrayList<>();
    for (String text : failOn) {
      Optional<ComparisonCondition> condition = ComparisonCondition.parse(text);
      if (condition.isPresent()) {
        comparing.add(condition.get());
      } else {
        problems.made(() -> Condition.parse(text)).ifPresent(conditions::add);
      }
    }
    return conditions;
  }
}
