package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.cli.TrainingProgress.Display;
import io.github.weightwatcher4j.remote.RemoteFiles;
import io.github.weightwatcher4j.remote.Traffic;
import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.run.ProgressListener;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far an analysis has come. */
interface AnalysisProgress extends ProgressListener, AutoCloseable {

  @Override
  default void close() {}

  /** A bar on a terminal; nothing in a log, where results speak for themselves. */
  static AnalysisProgress start(String name, boolean quiet) {
    return start(name, quiet, Optional.empty());
  }

  /** As {@link #start(String, boolean)}; of a remote file with the bytes that have come. */
  static AnalysisProgress start(String name, boolean quiet, Optional<Path> file) {
    boolean bar = !quiet && Display.ofStandardError() == Display.BAR;
    return bar ? new Bar(name, file) : progress -> {};
  }

  /**
   * A bar with the time that is left, which counts thousandths of the work, with the layer that was
   * finished last.
   */
  final class Bar implements AnalysisProgress {

    private static final int WHOLE = 1000;
    private static final double MEGABYTE = 1e6;

    private final ProgressBar bar;
    private final RemoteFiles.Subscription traffic;
    private volatile String layers = "";
    private volatile String fetched = "";

    Bar(String name, Optional<Path> file) {
      bar = TerminalBar.start(name, WHOLE, WHOLE / 100, "%");
      traffic = file.map(it -> RemoteFiles.onTraffic(it, this::onTraffic)).orElse(() -> {});
    }

    private void onTraffic(Traffic now) {
      String text = told(now);
      if (!text.equals(fetched)) { // at most once a megabyte
        fetched = text;
        bar.setExtraMessage(layers + fetched);
      }
    }

    /** As in {@code 34 of 168 MB}; without the whole before that is known. */
    static String told(Traffic traffic) {
      long received = Math.round(traffic.received() / MEGABYTE);
      long known = Math.round(traffic.known() / MEGABYTE);
      return received > known
          ? " %d MB".formatted(received)
          : " %d of %d MB".formatted(received, known);
    }

    @Override
    public void onProgress(Progress progress) {
      bar.stepTo(Math.round(progress.share() * WHOLE));
      layers = " " + progress.done() + " of " + progress.total() + " layers";
      bar.setExtraMessage(layers + fetched);
    }

    @Override
    public void close() {
      traffic.close();
      bar.close();
    }
  }
}
