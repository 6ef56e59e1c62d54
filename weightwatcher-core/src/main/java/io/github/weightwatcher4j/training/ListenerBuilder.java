package io.github.weightwatcher4j.training;

import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.internal.TrainingWatch;
import io.github.weightwatcher4j.training.internal.WatchSettings;
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
import org.slf4j.Logger;

/**
 * The options of a listener that are the same for every framework. Not for use by several threads.
 *
 * @param <B> the framework's own builder
 */
public abstract class ListenerBuilder<B extends ListenerBuilder<B>> {

  private int interval = 1;
  private boolean iterations;
  private boolean background;
  private int room = 2;
  private UnaryOperator<AnalysisOptionsBuilder> options = UnaryOperator.identity();
  private int keep = 100;
  private Optional<Path> file = Optional.empty();
  private final List<Consumer<? super TrainingStep>> onAnalysis = new ArrayList<>();
  private final List<BiConsumer<? super TrainingStep, ? super Finding>> onFinding =
      new ArrayList<>();

  /** A builder of a listener that analyses each epoch on the training thread. */
  protected ListenerBuilder() {}

  /** This builder. */
  protected abstract B self();

  /**
   * Sets how often.
   *
   * @param n epochs or updates from one analysis to the next, at least 1
   * @param updates whether updates of the parameters are counted, not epochs
   */
  protected final B every(int n, boolean updates) {
    interval = n;
    iterations = updates;
    return self();
  }

  /**
   * Analyses a copy of the parameters on one daemon thread, by default on one processor only, while
   * training goes on; training waits for the copy. An analysis is dropped, counted and the log says
   * so, where those before it are not finished: see {@link #queue}. Each copy takes as much native
   * memory as the parameters, until it is analysed. The default is the training thread.
   *
   * <p>During an analysis every call of our OpenBLAS, and of ND4J's, which is the same, runs on one
   * thread: OpenBLAS has one setting for all.
   */
  public final B inBackground() {
    background = true;
    return self();
  }

  /** Analyses on the training thread, which waits: the default. */
  public final B onTrainingThread() {
    background = false;
    return self();
  }

  /** Copies that may wait in the background besides the one in work; at least 1, default 2. */
  public final B queue(int copies) {
    room = copies;
    return self();
  }

  /** What is analysed: {@code options(o -> o.layers(byName("fc1")).randomize(true))}. */
  public final B options(UnaryOperator<AnalysisOptionsBuilder> operator) {
    options = Objects.requireNonNull(operator);
    return self();
  }

  /** How many analyses, the newest, stay in memory, each with all its eigenvalues; default 100. */
  public final B keep(int analyses) {
    keep = analyses;
    return self();
  }

  /**
   * Appends each analysis to a file of {@link io.github.weightwatcher4j.export.HistoryJson}, which
   * is opened when the listener is built and holds all that was written even if the program is
   * killed. A file that is there is continued.
   */
  public final B writeTo(Path path) {
    file = Optional.of(path);
    return self();
  }

  /** Is told of each analysis, on the thread that made it; may be set several times. */
  public final B onAnalysis(Consumer<? super TrainingStep> listener) {
    onAnalysis.add(Objects.requireNonNull(listener));
    return self();
  }

  /**
   * Is told of each finding that the analysis before did not have for that layer, after {@link
   * #onAnalysis}; may be set several times.
   */
  public final B onFinding(BiConsumer<? super TrainingStep, ? super Finding> listener) {
    onFinding.add(Objects.requireNonNull(listener));
    return self();
  }

  /**
   * What the listener hands its network to, with the file open.
   *
   * @throws IllegalArgumentException where a number or an option is out of range
   * @throws UncheckedIOException where the file cannot be opened
   */
  protected final TrainingWatch watch(Logger log) {
    AnalysisOptionsBuilder start = AnalysisOptions.builder();
    WatchSettings settings =
        new WatchSettings(
            interval,
            iterations,
            background,
            room,
            options.apply(background ? start.threads(1) : start).build(),
            keep,
            onAnalysis,
            onFinding);
    return new TrainingWatch(settings, file.map(ListenerBuilder::open), log);
  }

  private static HistoryWriter open(Path path) {
    try {
      return HistoryWriter.appendTo(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be written to " + path, e);
    }
  }
}
