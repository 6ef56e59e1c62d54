package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.trend.SeriesModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The models of a series with the metrics of their weights, analysed one after the other. One that
 * fails is told and left out; of the others no more than the means is kept.
 */
final class SeriesModels {

  private static final int HEAD = 2048;

  private final AnalysisOptions options;
  private final CommandLine line;
  private final List<SeriesModel> models = new ArrayList<>();
  private int code = ExitCodes.OK;

  SeriesModels(AnalysisOptions options, CommandLine line) {
    this.options = options;
    this.line = line;
  }

  /** Those that could be analysed. */
  List<SeriesModel> models() {
    return List.copyOf(models);
  }

  /** What the shell is to know of the others, and of layers that were lost. */
  int exitCode() {
    return code;
  }

  /** Adds a line of the file, whose model is analysed where it names one. */
  void add(SeriesFile.Row row) {
    if (row.path().isEmpty()) {
      models.add(row.model());
      return;
    }
    Path path = row.path().get();
    PrintWriter err = line.getErr();
    try {
      Analysis analysis = analysis(path);
      SeriesModel model = row.model();
      models.add(
          new SeriesModel(
              model.name(),
              model.group(),
              model.run(),
              model.measured(),
              SeriesModel.of(analysis).metrics()));
      Optional<String> missing = Completeness.of(analysis);
      code = ExitCodes.worse(code, ErrorLines.incomplete(path, missing, err));
    } catch (RuntimeException e) {
      ErrorLines.of(line).report(e, err);
      err.println("weightwatcher: " + row.model().name() + " is left out of the series");
      err.flush();
      code = ExitCodes.worse(code, ExitCodes.UNKNOWN);
    }
  }

  private Analysis analysis(Path path) {
    if (isAnalysis(path)) {
      try {
        return AnalysisJson.read(path);
      } catch (IOException e) {
        throw new CommandFailure(String.valueOf(e.getMessage()), e);
      }
    }
    String name = String.valueOf(path.getFileName());
    try (AnalysisProgress progress =
        AnalysisProgress.start(name, OptionFlags.quiet(line), Optional.of(path))) {
      AnalysisOptions told = options.toBuilder().progress(progress).build();
      return Models.work(path, () -> new WeightWatcher(Models.open(path)).analyze(told));
    }
  }

  /** Whether a file is one that {@code analyze --json} has written. */
  private static boolean isAnalysis(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (!name.endsWith(".json") || !Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.contains("\"weightwatcher-analysis\"");
    } catch (IOException e) {
      return false; // opening it as a model says what is the matter
    }
  }
}
