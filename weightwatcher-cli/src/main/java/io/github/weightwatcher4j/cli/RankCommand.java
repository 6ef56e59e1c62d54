package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.cli.TrainingProgress.Display;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code weightwatcher rank}. */
@Command(
    name = "rank",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Analyze.class,
    abbreviateSynopsis = true,
    description = {
      "Many models in one table: mean alpha with its error over the layers, alpha-hat, the share of"
          + " layers by verdict, and the worst layers. Reads analyses that 'analyze --json' wrote,"
          + " arrays of them too, and analyses weight files.",
      "The order is that of one number and no judgement. Means over layers compare models of one"
          + " architecture that were trained for the same task; between architectures they tell"
          + " where to look, not which model is better.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher rank runs/",
      "  weightwatcher rank runs/ --sort well --report board.html --pages models/",
      "  weightwatcher rank a.json b.json --fail-on 'mean(alpha)>6' --csv board.csv",
      "",
      "@|bold What is ranked|@",
      "  Files .json that begin as an analysis does, and weight files of every format,",
      "  by content. A folder with config.json, adapter_config.json, model_index.json,",
      "  saved_model.pb or the parts of a model in it is one model. A model has one",
      "  row: it is not analysed where an analysis was read that names this very file,",
      "  or that lies in the same folder and is of a model of this name and size.",
      "  Files that are neither are passed over.",
    })
final class RankCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Folders to be searched, analyses as JSON, or weight files.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      converter = Key.class,
      description =
          "alpha (default), alpha_weighted (alpha-hat), log_alpha_norm, log_norm or"
              + " log_spectral_norm: the smallest mean first; well, unknown: the largest share of"
              + " layers first; findings, layers: the most first; or name. Models alike are ordered"
              + " by name.")
  private RankKey sort = RankKey.ALPHA;

  @Mixin private GateArguments gate = new GateArguments();

  @ArgGroup(validate = false, heading = "%n@|bold Results|@%n", order = 1)
  private RankFiles files = new RankFiles();

  @Mixin private AxesArguments axes = new AxesArguments();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Understands a key. */
  static final class Key implements ITypeConverter<RankKey> {
    @Override
    public RankKey convert(String text) {
      return Arrays.stream(RankKey.values())
          .filter(key -> key.key().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is no key; there are "
                          + Arrays.stream(RankKey.values())
                              .map(RankKey::key)
                              .collect(Collectors.joining(", "))));
    }
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    ModelSearch found = ModelSearch.of(paths);
    files.check(new Outputs(paths, problems), found.analyses(), problems);
    gate.check(problems);
    AnalysisOptionsBuilder typed = OptionFlags.typed(line, problems);
    gate.requireComputed(typed, problems);
    OptionFlags.requireSolver(typed, problems);
    AnalysisOptions options = problems.options(typed, line);
    files.prepare();
    PrintWriter tables =
        files.takeStandardOutput() ? new PrintWriter(Writer.nullWriter()) : line.getOut();
    ErrorLines errors = ErrorLines.of(line);
    RankRun run = new RankRun(errors, line.getErr(), gate.gate(line.getErr()), files::writePage);
    read(found.analyses(), run);
    found.candidates().stream()
        .filter(it -> !run.covers(it.path()))
        .forEach(it -> run.analyze(it, path -> analyze(path, options)));
    Leaderboard board = run.board(sort);
    tables.print(board);
    tables.flush();
    files.writing(board, line.getOut(), tables).forEach(run::attempt);
    return run.exitCode();
  }

  private void read(List<Path> analyses, RankRun run) {
    boolean bar =
        !OptionFlags.quiet(spec.commandLine()) && Display.ofStandardError() == Display.BAR;
    if (!bar || analyses.size() < 2) {
      analyses.forEach(run::read);
      return;
    }
    try (ProgressBar progress = TerminalBar.start("reading", analyses.size(), 1, " analyses")) {
      for (Path file : analyses) {
        run.read(file);
        progress.step();
      }
    }
  }

  private Analysis analyze(Path path, AnalysisOptions options) {
    if (!RemoteArguments.isElsewhere(path) && !Files.exists(path)) {
      throw new CommandFailure("there is no file " + Models.shown(path), null);
    }
    String name = String.valueOf(path.getFileName());
    boolean quiet = OptionFlags.quiet(spec.commandLine());
    try (AnalysisProgress progress = AnalysisProgress.start(name, quiet, Optional.of(path))) {
      AnalysisOptions told = options.toBuilder().progress(progress).build();
      return Models.work(path, () -> new WeightWatcher(axes.open(path)).analyze(told));
    }
  }
}
