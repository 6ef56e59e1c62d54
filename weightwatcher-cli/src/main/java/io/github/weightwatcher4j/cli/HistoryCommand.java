package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.plot.html.HistoryReport;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** {@code weightwatcher history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Shows a recorded training, epoch by epoch: a table, and a page and pictures on request. Also"
          + " works while the training is still running.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher history run.jsonl",
      "  weightwatcher history run.jsonl --report run.html --plots pictures/",
      "  weightwatcher history run.jsonl --fail-on 'mean(alpha)>6'",
      "  weightwatcher history run.jsonl --serve",
      "",
      "  --serve shows what a listener or 'weightwatcher watch' appends meanwhile.",
      "  --fail-on asks of the last analysis, by the conditions of analyze.",
    })
final class HistoryCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description =
          "A history in JSON lines, as SpectralListener's writeTo makes it; - is standard"
              + " input.")
  private Path file = Path.of("");

  @Option(
      names = "--report",
      paramLabel = "PAGE",
      description =
          "A page as HTML: plots over the epochs, table, findings, spectra of each"
              + " layer, and all about the last analysis.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description =
          "Pictures of the training and of each layer, such as DIR/training-alpha-history.png and"
              + " DIR/003-fc1-spectra.png.")
  private Optional<Path> folder = Optional.empty();

  @ArgGroup(exclusive = false)
  private MetricPlotArguments style = new MetricPlotArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "The whole training as one JSON document, an array of its analyses.")
  private Optional<Path> json = Optional.empty();

  @Mixin private ServeArguments serving = new ServeArguments();

  @Mixin private GateArguments gate = new GateArguments();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    style.check(folder.isPresent(), problems);
    Outputs outputs = new Outputs(List.of(file), problems);
    json.ifPresent(path -> outputs.file("--json", path));
    report.ifPresent(page -> outputs.page("--report", page));
    long toOutput =
        Stream.of(json, report).flatMap(Optional::stream).filter(Outputs::isStandardOutput).count();
    problems.require(toOutput <= 1, "only one of --json and --report can be '-', standard output");
    gate.check(problems);
    serving.check(file, toOutput > 0, gate, problems);
    String extension = style.extension();
    folder.ifPresent(path -> outputs.pictures("--plots", path, extension));
    problems.throwIfAny(line);
    serving.requireServer();
    folder.ifPresent(path -> OutputFolder.open(path, "--plots"));
    History history = read();
    write(history, line);
    if (serving.isAsked()) {
      serving.serve(file, line.getOut());
      return ExitCodes.OK; // of a training that goes on nothing is missing
    }
    int code = ErrorLines.incomplete(file, Completeness.of(history), line.getErr());
    return ExitCodes.worse(gate.allowsUnknown() ? ExitCodes.OK : code, gated(history, line));
  }

  private void write(History history, CommandLine line) {
    boolean printed = report.filter(Outputs::isStandardOutput).isPresent();
    boolean silent = printed || json.filter(Outputs::isStandardOutput).isPresent();
    PrintWriter out = silent ? new PrintWriter(Writer.nullWriter()) : line.getOut();
    if (history.steps().isEmpty()) {
      out.println("no analysis in " + Models.shown(file) + " yet");
    }
    out.println(history.toText(Terminal.of(line).columns()).stripTrailing());
    out.flush();
    json.ifPresent(path -> ResultFiles.write(path, HistoryJson.of(history), line.getOut()));
    HistoryReport page = HistoryReport.of(history);
    if (printed) {
      PictureFiles.print(page::write, line.getOut());
    } else {
      report.ifPresent(path -> PictureFiles.write(page::write, path, out));
    }
    folder.ifPresent(path -> PictureFiles.draw(style.of(history), path, quiet, out));
  }

  /** What the conditions say of the last analysis. */
  private int gated(History history, CommandLine line) {
    if (gate.conditions().isEmpty() || history.steps().isEmpty()) {
      return ExitCodes.OK;
    }
    TrainingStep last = history.steps().get(history.steps().size() - 1);
    String name =
        "%s, epoch %d, iteration %d".formatted(Models.shown(file), last.epoch(), last.iteration());
    return gate.gate(line.getErr()).check(Map.of(name, last.analysis()));
  }

  private History read() {
    Path known = Streamed.file(file);
    if (!Files.isRegularFile(known)) {
      throw new CommandFailure(
          "there is no file " + Models.shown(file) + "; a listener writes it with writeTo", null);
    }
    try {
      return HistoryJson.read(known);
    } catch (IOException e) {
      throw new CommandFailure(Streamed.told(String.valueOf(e.getMessage())), e);
    }
  }
}
