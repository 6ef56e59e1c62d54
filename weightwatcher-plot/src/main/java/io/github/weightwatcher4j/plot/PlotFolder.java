package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.plot.series.ComparisonPlots;
import io.github.weightwatcher4j.plot.series.HistoryPlots;
import io.github.weightwatcher4j.plot.series.SpectraPlot;
import io.github.weightwatcher4j.plot.series.TrendPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.run.ProgressListener;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every plot of an analysis as a file: {@code model-alpha.png} for the model, {@code
 * 003-layer1.0.conv1-esd.png} for a layer. Or every plot of a training: {@code
 * training-alpha-history.png}, and {@code 003-layer1.0.conv1-spectra.png} for a layer. Or every
 * plot of trends over a series: {@code trend-all.png}, {@code trend-metric-alpha.png}.
 *
 * <p>A layer's files are called by its number in the model (the table's {@code layer_id}, at least
 * three digits), its full name, and the kind of the plot. In the name ASCII letters, digits, dots
 * and underscores stay, everything else becomes an underscore; from more than 80 characters three
 * dots are left of the middle. Where two rows would be called the same, if only by a file system
 * that does not tell capitals, the second has {@code _2} after the name, the third {@code _3}.
 *
 * <p>Immutable. Draws on all processors; the pictures do not depend on their number.
 */
public final class PlotFolder {

  private final List<Subject> subjects;
  private final PlotFormat format;
  private final int dpi;
  private final ProgressListener progress;

  private PlotFolder(
      List<Subject> subjects, PlotFormat format, int dpi, ProgressListener progress) {
    this.subjects = subjects;
    this.format = format;
    this.dpi = dpi;
    this.progress = progress;
  }

  /** All that can be drawn of an analysis, as PNG. */
  public static PlotFolder of(Analysis analysis) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject("model", Optional.empty(), () -> ModelPlots.of(analysis)));
    subjects.addAll(layers(analysis.details(), LayerPlots::of));
    return new PlotFolder(subjects, PlotFormat.PNG, Plot.DPI, ProgressListener.silent());
  }

  /** The same and a metric of choice; where no layer has it, the result says so. */
  public static PlotFolder of(Analysis analysis, Metric metric) {
    return of(analysis).and("model", () -> ModelPlots.ofMetric(analysis, metric));
  }

  /** All that can be drawn of a training, as PNG. */
  public static PlotFolder of(History history) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject("training", Optional.empty(), () -> HistoryPlots.of(history)));
    subjects.addAll(layers(firstRows(history), row -> HistoryPlots.ofLayer(history, row.name())));
    return new PlotFolder(subjects, PlotFormat.PNG, Plot.DPI, ProgressListener.silent());
  }

  /** All that can be drawn of trends over a series, as PNG. */
  public static PlotFolder of(TrendTable table) {
    Subject trend = new Subject("trend", Optional.empty(), () -> TrendPlots.of(table));
    return new PlotFolder(List.of(trend), PlotFormat.PNG, Plot.DPI, ProgressListener.silent());
  }

  /** The same and a metric of choice; where no layer has it at any step, the result says so. */
  public static PlotFolder of(History history, Metric metric) {
    return of(history).and("training", () -> HistoryPlots.ofMetric(history, metric));
  }

  private PlotFolder and(String name, Supplier<List<NamedPlot>> plots) {
    List<Subject> more = new ArrayList<>(subjects);
    more.add(new Subject(name, Optional.empty(), plots));
    return new PlotFolder(more, format, dpi, progress);
  }

  /** All that can be drawn of models that are compared, as PNG. */
  public static PlotFolder of(Comparison comparison) {
    List<Analysis> models = comparison.analyses();
    List<Analysis> few = models.subList(0, Math.min(SpectraPlot.MOST, models.size()));
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject("comparison", Optional.empty(), () -> ComparisonPlots.of(models)));
    subjects.addAll(
        layers(comparison.reference().details(), row -> ComparisonPlots.ofLayer(few, row.name())));
    return new PlotFolder(subjects, PlotFormat.PNG, Plot.DPI, ProgressListener.silent());
  }

  /** The row of each layer from the first analysis that has one. */
  private static LayerTable firstRows(History history) {
    Map<String, LayerReport> rows = new LinkedHashMap<>();
    for (TrainingStep step : history.steps()) {
      step.analysis().details().forEach(row -> rows.putIfAbsent(row.name(), row));
    }
    return new LayerTable(List.copyOf(rows.values()));
  }

  private static List<Subject> layers(
      LayerTable table, Function<LayerReport, List<NamedPlot>> plots) {
    List<String> names = PlotNames.of(table);
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      LayerReport row = table.rows().get(i);
      subjects.add(new Subject(names.get(i), Optional.of(row.name()), () -> plots.apply(row)));
    }
    return subjects;
  }

  /** The same in another format. */
  public PlotFolder format(PlotFormat other) {
    return new PlotFolder(subjects, other, dpi, progress);
  }

  /**
   * The same with another resolution, which PNG files have; 150 before.
   *
   * @param other pixels per inch, from 48 to 600; pictures stay as large in print
   */
  public PlotFolder dpi(int other) {
    if (other < Plot.LEAST_DPI || other > Plot.MOST_DPI) {
      throw new IllegalArgumentException(
          "dpi must be from %d to %d but was %d".formatted(Plot.LEAST_DPI, Plot.MOST_DPI, other));
    }
    return new PlotFolder(subjects, format, other, progress);
  }

  /** The same with a listener that is told at the start and of each layer that has been drawn. */
  public PlotFolder progress(ProgressListener listener) {
    return new PlotFolder(subjects, format, dpi, listener);
  }

  /**
   * Draws into a folder, which is made where it is missing. Pictures of the same names from before
   * are replaced. One that fails does not lose the others: it is listed in the result.
   *
   * @throws IOException where the folder cannot be made
   */
  public PlotFiles write(Path folder) throws IOException {
    Files.createDirectories(folder);
    int layers = (int) subjects.stream().filter(one -> one.layer().isPresent()).count();
    progress.onProgress(new Progress(0, layers, 0, ""));
    Listener listener = new Listener(progress, layers, subjects.size());
    List<PlotFiles> parts =
        subjects.parallelStream()
            .map(
                subject -> {
                  PlotFiles files = write(subject, folder);
                  listener.finished(subject);
                  return files;
                })
            .toList();
    return new PlotFiles(
        parts.stream().flatMap(part -> part.written().stream()).toList(),
        parts.stream().flatMap(part -> part.failed().stream()).toList());
  }

  private PlotFiles write(Subject subject, Path folder) {
    List<PlotFiles.Written> written = new ArrayList<>();
    List<PlotFiles.Failed> failed = new ArrayList<>();
    try {
      for (NamedPlot plot : subject.plots().get()) {
        String name = subject.name() + "-" + plot.kind();
        try {
          Path file = folder.resolve(name + "." + format.extension());
          format.write(plot.plot(), file, dpi);
          written.add(new PlotFiles.Written(file, subject.layer(), plot.kind()));
        } catch (IOException | RuntimeException e) {
          failed.add(new PlotFiles.Failed(name, e));
        }
      }
    } catch (RuntimeException e) {
      failed.add(new PlotFiles.Failed(subject.name(), e));
    }
    return new PlotFiles(written, failed);
  }

  /** What has plots: the model, the training or a layer. */
  private record Subject(String name, Optional<String> layer, Supplier<List<NamedPlot>> plots) {}

  /** Counts what is finished, and tells it one call at a time. */
  private static final class Listener {

    private final ProgressListener told;
    private final int layers;
    private final int all;
    private int subjects;
    private int done;

    Listener(ProgressListener told, int layers, int all) {
      this.told = told;
      this.layers = layers;
      this.all = all;
    }

    synchronized void finished(Subject subject) {
      subjects++;
      done += subject.layer().isPresent() ? 1 : 0;
      double share = (double) subjects / all;
      told.onProgress(new Progress(done, layers, share, subject.layer().orElse("")));
    }
  }
}
