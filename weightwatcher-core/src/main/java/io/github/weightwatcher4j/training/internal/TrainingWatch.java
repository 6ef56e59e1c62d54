package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.ListenerCost;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * What a listener of any framework does with a network at a moment of its training: analyses it, at
 * once or a copy of it in the background, and keeps, writes and tells the analysis. Whatever fails
 * is counted, and logged once, and training goes on.
 */
public final class TrainingWatch {

  private final WatchSettings settings;
  private final Logger log;
  private final CostMeter cost = new CostMeter();
  private final Failures failures;
  private final StepRecorder recorder;
  private final BackgroundQueue queue;
  private volatile boolean closed;

  /**
   * A watch of one training.
   *
   * @param file is closed with the watch
   * @param log the listener's
   */
  public TrainingWatch(WatchSettings settings, Optional<HistoryWriter> file, Logger log) {
    this.settings = settings;
    this.log = log;
    this.failures = new Failures(log, cost::failed);
    this.recorder = new StepRecorder(settings, file, failures, log);
    this.queue = new BackgroundQueue(settings.room());
  }

  /** How it works. */
  public WatchSettings settings() {
    return settings;
  }

  /** What the listener does besides, and may fail, is done through these. */
  public Failures failures() {
    return failures;
  }

  /** Whether a number of epochs or updates is one after which an analysis is made. */
  public boolean isDue(int count) {
    return count > 0 && count % settings.interval() == 0;
  }

  /**
   * Analyses a network; does nothing where the watch is closed.
   *
   * @param model the network, analysed at once
   * @param copy takes a copy to be analysed in the background, and freed
   * @param after is run on this thread, when the network has been analysed or copied
   */
  public void visit(Moment moment, Object model, Supplier<ModelCopy> copy, Runnable after) {
    if (closed) {
      return;
    }
    long start = System.nanoTime();
    if (settings.background()) {
      failures.attempt("copying the weights", () -> handOver(copy, moment));
    } else {
      failures.attempt("an analysis", () -> analyze(model, moment, Optional.empty()));
    }
    after.run();
    cost.waited(CostMeter.since(start));
  }

  private void handOver(Supplier<ModelCopy> taker, Moment moment) {
    if (!queue.reserve()) {
      drop(moment);
      return;
    }
    long start = System.nanoTime();
    try {
      ModelCopy copy = taker.get();
      Duration waited = CostMeter.since(start);
      queue.submit(
          () -> failures.attempt("an analysis", () -> analyze(copy, moment, waited)),
          () -> failures.attempt("freeing a copy", () -> copy.free().run()));
    } catch (Throwable e) {
      queue.release();
      throw e;
    }
  }

  private void drop(Moment moment) {
    long dropped = cost.dropped();
    if (Long.bitCount(dropped) == 1) { // the first, the second, the fourth, ...
      log.warn(
          "epoch {}, update {}: not analysed, {} analyses before it are not finished; {} dropped"
              + " so far. Analyse less often, or less",
          moment.epoch(),
          moment.iteration(),
          queue.taken(),
          dropped);
    }
  }

  private void analyze(ModelCopy copy, Moment moment, Duration waited) {
    try {
      analyze(copy.model(), moment, Optional.of(waited));
    } finally {
      copy.free().run();
    }
  }

  private void analyze(Object model, Moment moment, Optional<Duration> waited) {
    long start = System.nanoTime();
    Analysis analysis = new WeightWatcher(model).analyze(settings.analysis());
    Duration time = CostMeter.since(start);
    cost.analysed(time);
    recorder.record(
        new TrainingStep(
            moment.epoch(), moment.iteration(), moment.score(), waited.orElse(time), analysis));
  }

  /** The newest analyses, as many as are kept. */
  public History history() {
    return recorder.history();
  }

  /** The newest analysis, if any is kept. */
  public Optional<Analysis> latest() {
    return history().latest().map(TrainingStep::analysis);
  }

  /** What it has cost so far; complete after {@link #await}. */
  public ListenerCost cost() {
    return cost.total();
  }

  /**
   * Waits until the copies that were taken are analysed.
   *
   * @throws InterruptedException where this thread is interrupted; the analyses go on
   */
  public void await() throws InterruptedException {
    queue.await();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Waits as {@link #await}, closes the file and logs the cost. Where the thread is interrupted, it
   * gives up the copies that wait. A closed watch visits nothing more, and keeps its history; to
   * close it again does nothing.
   */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      queue.await();
    } catch (InterruptedException e) {
      log.warn("interrupted while closing: {} copies were not analysed", queue.clear());
      Thread.currentThread().interrupt();
    }
    recorder.close();
    log.info("{}", cost());
  }
}
