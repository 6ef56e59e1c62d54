package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Analyze.class,
    abbreviateSynopsis = true,
    description = {
      "Analyses each checkpoint of a training as it appears in a folder, whatever writes it:"
          + " appends the analysis to a history, and rewrites its page. Ends by Ctrl-C, by"
          + " --stop-after or by --fail-on.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher watch checkpoints/ --history run.jsonl --report run.html",
      "  weightwatcher watch checkpoints/ --history run.jsonl --stop-after 30m",
      "  weightwatcher watch out/ --history run.jsonl --pattern 'checkpoint-*'",
      "  weightwatcher watch out/ --history run.jsonl --fail-on 'mean(alpha)>8'",
      "",
      "  A page that follows along, beside it in another terminal:",
      "  weightwatcher history run.jsonl --serve",
      "",
      "@|bold What a checkpoint is|@",
      "  A file directly in FOLDER whose name ends as 'weightwatcher formats' says, or",
      "  in .zip (DL4J); or a folder with such a file, as one model. Hidden ones, and",
      "  files that are parts of a model (-00001-of-00003), are none.",
      "  It counts once size and time of change have stayed the same for --settle. One",
      "  that cannot be read is told once, and tried again when it changes.",
      "",
      "@|bold Order and numbers|@",
      "  The oldest change first, then by name. epoch-7 is an epoch; step-1200,",
      "  iter-1200 and checkpoint-1200 are iterations; else a number at the end of the",
      "  name is an epoch; a name without one is an epoch later than the one before.",
      "",
      "@|bold Started again|@",
      "  A checkpoint that the history has by name and size, analysed after its last",
      "  change, is left out. Give each training a history of its own.",
      "",
      "  --fail-on takes the conditions of analyze, asks them of each new checkpoint,",
      "  and ends the watch at once where one is met.",
    })
final class WatchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Where the training writes its checkpoints.")
  private Path folder = Path.of("");

  @Option(
      names = "--history",
      required = true,
      paramLabel = "FILE",
      description =
          "The history in JSON lines that analyses are appended to, as 'weightwatcher history'"
              + " reads it.")
  private Path historyFile = Path.of("");

  @Option(
      names = "--report",
      paramLabel = "PAGE",
      description = "A page as HTML, that of 'weightwatcher history', rewritten each time.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--stop-after",
      paramLabel = "TIME",
      converter = DurationArgument.class,
      description =
          "End when nothing in the folder is new or changed for so long, as 30m or 1h30m. Else goes"
              + " on until Ctrl-C.")
  private Optional<Duration> stopAfter = Optional.empty();

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = DurationArgument.class,
      description =
          "Between two looks at the folder; it is looked at because network mounts tell of no"
              + " changes (default: 2s).")
  private Duration every = Duration.ofSeconds(2);

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = DurationArgument.class,
      description = "How long a checkpoint must not have changed (default: 5s).")
  private Duration settle = Duration.ofSeconds(5);

  @Option(
      names = "--pattern",
      paramLabel = "GLOB",
      description = "Names that count, such as 'epoch-*.pt', instead of those of weights.")
  private Optional<String> pattern = Optional.empty();

  @Mixin private GateArguments gate = new GateArguments();

  @Mixin private AxesArguments axes = new AxesArguments();

  @ArgGroup(validate = false, heading = "%n@|bold Of two models|@%n", order = 35)
  private LoraArguments lora = new LoraArguments();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    checkFiles(problems);
    problems.require(every.toMillis() > 0, "--every must be more than 0");
    problems.require(
        stopAfter.filter(it -> it.toMillis() == 0).isEmpty(), "--stop-after must be more than 0");
    lora.check(problems);
    gate.check(problems);
    List<Path> outputs = Stream.concat(Stream.of(historyFile), report.stream()).toList();
    Optional<CheckpointFolder> checkpoints =
        problems.made(() -> new CheckpointFolder(folder, pattern, outputs));
    AnalysisOptionsBuilder typed = OptionFlags.typed(line, problems);
    gate.requireComputed(typed, problems);
    OptionFlags.requireSolver(typed, problems);
    AnalysisOptions options = problems.options(typed, line);
    if (!Files.isDirectory(folder)) {
      String what = Files.exists(folder) ? " is no folder" : ": there is no such folder";
      throw new CommandFailure(
          Models.shown(folder) + what + "; watch needs the one that checkpoints are written to",
          null);
    }
    try (WatchedHistory history = WatchedHistory.open(historyFile)) {
      tellBeginning(history, line.getOut());
      Watch watch =
          new Watch(
              checkpoints.orElseThrow(),
              new Watch.Times(every, settle, stopAfter),
              history,
              path -> analyze(path, options),
              gate.gate(line.getErr()),
              line);
      Pages pages = new Pages(history, line);
      pages.write();
      int code = watch.run(pages::write);
      return ExitCodes.worse(code, pages.code);
    }
  }

  private void checkFiles(Problems problems) {
    problems.require(
        !RemoteArguments.isElsewhere(folder) && !Streamed.is(folder),
        "watch needs a folder here, not " + Models.shown(folder));
    problems.require(
        !Outputs.isStandardOutput(historyFile) && !RemoteArguments.isElsewhere(historyFile),
        "--history needs a file here, which is read when the watch is started again");
    Outputs outputs = new Outputs(lora.with(List.of(folder)), problems);
    report.ifPresent(
        page -> {
          problems.require(
              !Outputs.isStandardOutput(page), "--report needs a file, which is rewritten");
          problems.require(
              !FileIdentity.of(page).isSame(FileIdentity.of(historyFile)),
              "--history and --report need a file each: %s is both".formatted(Models.shown(page)));
          outputs.page("--report", page);
        });
  }

  private void tellBeginning(WatchedHistory history, PrintWriter out) {
    out.println(
        "watching " + Models.shown(folder) + ", " + history.size() + " analyses in the history");
    out.flush();
  }

  /** The page, which is written again and again; where that fails, the watch goes on. */
  private final class Pages {
    private final WatchedHistory history;
    private final CommandLine line;
    private int code = ExitCodes.OK;

    Pages(WatchedHistory history, CommandLine line) {
      this.history = history;
      this.line = line;
    }

    void write() {
      PrintWriter nowhere = new PrintWriter(java.io.Writer.nullWriter());
      report.ifPresent(
          page -> {
            try {
              PictureFiles.write(history.page()::write, page, nowhere);
              code = ExitCodes.OK; // the page is there after all
            } catch (CommandFailure | OutOfMemoryError e) { // the history goes on without it
              ErrorLines.of(line).report(e, line.getErr());
              code = ExitCodes.FAILURE;
            }
          });
    }
  }

  private Analysis analyze(Path path, AnalysisOptions options) {
    String name = String.valueOf(path.getFileName());
    boolean quiet = OptionFlags.quiet(spec.commandLine());
    try (AnalysisProgress progress = AnalysisProgress.start(name, quiet)) {
      AnalysisOptions told = options.toBuilder().progress(progress).build();
      return Models.work(path, () -> lora.watcher(path, axes).analyze(told));
    }
  }
}
