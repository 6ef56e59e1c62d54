package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.cli.TrainingProgress.Display;
import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.run.ProgressListener;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far an analysis has come. */
interface AnalysisProgress extends ProgressListener, AutoCloseable {

  @Override
  default void close() {}

  /** A bar on a terminal; nothing in a log, where results speak for themselves. */
  static AnalysisProgress start(String name, boolean quiet) {
    boolean bar = !quiet && Display.ofStandardError() == Display.BAR;
    return bar ? new Bar(name) : progress -> {};
  }

  /**
   * A bar with the time that is left, which counts thousandths of the work, with the layer that was
   * finished last.
   */
  final class Bar implements AnalysisProgress {

    private static final int WHOLE = 1000;

    private final ProgressBar bar;

    Bar(String name) {
      bar = TerminalBar.start(name, WHOLE, WHOLE / 100, "%");
    }

    @Override
    public void onProgress(Progress progress) {
      bar.stepTo(Math.round(progress.share() * WHOLE));
      bar.setExtraMessage(" " + progress.done() + " of " + progress.total() + " layers");
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
