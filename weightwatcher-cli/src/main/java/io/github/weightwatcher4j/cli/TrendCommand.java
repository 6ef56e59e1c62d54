package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher trend}. */
@Command(
    name = "trend",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Analyze.class,
    abbreviateSynopsis = true,
    description = {
      "Whether a metric of the weights goes with what was measured, over a series of models: RMSE,"
          + " R² and Kendall's tau with their intervals, over all and within groups, which metric"
          + " is best if any, and whether groups and whole tell opposite stories (Simpson's"
          + " paradox).",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher trend series.csv",
      "  weightwatcher trend series.csv --against test_error --metrics alpha,log_norm",
      "  weightwatcher trend series.csv --report trend.html --plots pictures/",
      "",
      "@|bold The file|@",
      "  path,group,run,test_error   A line for each model; path is a weight file, a",
      "  vgg11.pt,vgg,,11.37         folder, or the JSON of an analysis, relative to",
      "  resnet18.json,resnet,,9     the file. Optional: name; group, such as the",
      "                              architecture; run, the same for all checkpoints",
      "  of one training, which are not independent. Every other column was measured;",
      "  an empty cell is not known. Without a column path, the columns of numbers are",
      "  the metrics.",
    })
final class TrendCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SERIES", description = "A CSV file of models, as below.")
  private Path file = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "COLUMN",
      description = "What was measured and goes with the metrics, or not; test_error (default).")
  private String quantity = "test_error";

  @Option(
      names = "--metrics",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Metrics or columns to set it against, with commas between: alpha,log_norm. Default: the"
              + " metrics of 'analyze's summary, or all columns where there is no path.")
  private List<String> metrics = new ArrayList<>();

  @ArgGroup(validate = false, heading = "%n@|bold Results|@%n", order = 1)
  private TrendFiles files = new TrendFiles();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    SeriesFile series = SeriesFile.read(file, RemoteArguments.of(line));
    Problems problems = new Problems();
    requireColumns(series, problems);
    List<Path> read = Stream.concat(Stream.of(file), series.paths().stream()).toList();
    files.check(new Outputs(read, problems), problems);
    AnalysisOptions options = problems.options(OptionFlags.typed(line, problems), line);
    files.prepare();
    SeriesModels models = new SeriesModels(options, line);
    series.rows().forEach(models::add);
    TrendTable table = Models.work(file, () -> table(new Series(models.models()), options.seed()));
    PrintWriter out =
        files.takeStandardOutput() ? new PrintWriter(Writer.nullWriter()) : line.getOut();
    out.print(table);
    out.flush();
    files.write(table, OptionFlags.quiet(line), line.getOut(), out);
    int code = ErrorLines.incomplete(file, Completeness.of(table), line.getErr());
    return ExitCodes.worse(models.exitCode(), code);
  }

  /** What is not there after an hour of analyses is known before. */
  private void requireColumns(SeriesFile series, Problems problems) {
    Set<String> known = new LinkedHashSet<>(series.quantities());
    problems.require(
        known.contains(quantity),
        "--against %s: %s has no such column, but %s"
            .formatted(quantity, Models.shown(file), String.join(", ", known)));
    if (!series.paths().isEmpty()) {
      Summary.METRICS.forEach(metric -> known.add(metric.key()));
    }
    for (String metric : metrics) {
      problems.require(
          known.contains(metric),
          "--metrics %s: there is none, but %s".formatted(metric, String.join(", ", known)));
    }
  }

  private TrendTable table(Series series, long seed) {
    List<String> chosen = metrics.isEmpty() ? series.others(quantity) : metrics;
    return TrendTable.of(series, quantity, chosen, Series.RESAMPLES, seed);
  }
}
