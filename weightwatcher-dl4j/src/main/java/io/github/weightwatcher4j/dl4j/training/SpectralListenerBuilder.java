package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Collects how a {@link SpectralListener} works. Not for use by several threads. */
public final class SpectralListenerBuilder {

  private int interval = 1;
  private boolean iterations;
  private boolean background;
  private int room = 2;
  private UnaryOperator<AnalysisOptionsBuilder> options = UnaryOperator.identity();
  private int keep = 100;
  private Optional<Path> file = Optional.empty();
  private Optional<Sharpening> sharpening = Optional.empty();
  private final List<Consumer<? super TrainingStep>> onAnalysis = new ArrayList<>();
  private final List<BiConsumer<? super TrainingStep, ? super Finding>> onFinding =
      new ArrayList<>();

  SpectralListenerBuilder() {}

  /**
   * Analyses at the end of each epoch whose number, from 1, is a multiple of {@code n}, at least 1;
   * the default is each. DL4J knows of epochs where {@code fit} is given an iterator or an early
   * stopping trainer runs, not where it is given a {@code DataSet} or arrays.
   */
  public SpectralListenerBuilder everyEpochs(int n) {
    interval = n;
    iterations = false;
    return this;
  }

  /** Analyses after each update of the parameters whose number is a multiple of {@code n}. */
  public SpectralListenerBuilder everyIterations(int n) {
    interval = n;
    iterations = true;
    return this;
  }

  /**
   * Analyses a copy of the parameters on one daemon thread, by default on one processor only, while
   * training goes on; training waits for the copy. An analysis is dropped, counted and the log says
   * so, where those before it are not finished: see {@link #queue}. Each copy takes as much native
   * memory as the parameters, until it is analysed. The default is the training thread.
   *
   * <p>During an analysis every BLAS call of the process, those of the training too, runs on one
   * thread: OpenBLAS has one setting for all.
   */
  public SpectralListenerBuilder inBackground() {
    background = true;
    return this;
  }

  /** Analyses on the training thread, which waits: the default. */
  public SpectralListenerBuilder onTrainingThread() {
    background = false;
    return this;
  }

  /** Copies that may wait in the background besides the one in work; at least 1, default 2. */
  public SpectralListenerBuilder queue(int copies) {
    room = copies;
    return this;
  }

  /**
   * What is analysed: {@code options(o -> o.layers(byName("fc1")).randomize(true))}. Sharpening
   * takes the same layers.
   */
  public SpectralListenerBuilder options(UnaryOperator<AnalysisOptionsBuilder> operator) {
    options = Objects.requireNonNull(operator);
    return this;
  }

  /** How many analyses, the newest, stay in memory, each with all its eigenvalues; default 100. */
  public SpectralListenerBuilder keep(int analyses) {
    keep = analyses;
    return this;
  }

  /**
   * Appends each analysis to a file of {@link io.github.weightwatcher4j.export.HistoryJson}, which
   * is opened when the listener is built and holds all that was written even if the program is
   * killed. A file that is there is continued.
   */
  public SpectralListenerBuilder writeTo(Path path) {
    file = Optional.of(path);
    return this;
  }

  /**
   * Takes the correlation traps out of the network's weights after each analysis, on the training
   * thread. This changes the training; the state of the updater stays as it is. The analysis shows
   * the weights before it.
   */
  public SpectralListenerBuilder sharpening(Sharpening value) {
    sharpening = Optional.of(value);
    return this;
  }

  /** Is told of each analysis, on the thread that made it; may be set several times. */
  public SpectralListenerBuilder onAnalysis(Consumer<? super TrainingStep> listener) {
    onAnalysis.add(Objects.requireNonNull(listener));
    return this;
  }

  /**
   * Is told of each finding that the analysis before did not have for that layer, after {@link
   * #onAnalysis}; may be set several times.
   */
  public SpectralListenerBuilder onFinding(
      BiConsumer<? super TrainingStep, ? super Finding> listener) {
    onFinding.add(Objects.requireNonNull(listener));
    return this;
  }

  /**
   * The listener, with its file open.
   *
   * @throws IllegalArgumentException where a number or an option is out of range
   * @throws UncheckedIOException where the file cannot be opened
   */
  public SpectralListener build() {
    AnalysisOptionsBuilder start = AnalysisOptions.builder();
    ListenerSettings settings =
        new ListenerSettings(
            interval,
            iterations,
            background,
            room,
            options.apply(background ? start.threads(1) : start).build(),
            keep,
            sharpening,
            onAnalysis,
            onFinding);
    return new SpectralListener(settings, file.map(SpectralListenerBuilder::open));
  }

  private static HistoryWriter open(Path path) {
    try {
      return HistoryWriter.appendTo(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be written to " + path, e);
    }
  }
}
