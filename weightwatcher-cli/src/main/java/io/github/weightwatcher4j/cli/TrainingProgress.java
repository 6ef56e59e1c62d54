package io.github.weightwatcher4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far a training has come. */
interface TrainingProgress extends AutoCloseable {

  /** Told after each epoch, from 1, with the loss. */
  void finished(int epoch, double loss);

  @Override
  default void close() {}

  /** Where progress is shown. */
  enum Display {
    /** A bar that moves. */
    BAR,
    /** A line now and then, for logs. */
    LINES,
    /** Nothing. */
    NONE;

    /** A bar where the launcher says that standard error is a terminal. */
    static Display ofStandardError() {
      return Boolean.getBoolean("weightwatcher.terminal") ? BAR : LINES;
    }
  }

  /** The progress of a training that begins now. */
  static TrainingProgress start(Display display, String name, int epochs, PrintWriter err) {
    return switch (display) {
      case BAR -> new Bar(name, epochs);
      case LINES -> lines(name, epochs, err);
      case NONE -> (epoch, loss) -> {};
    };
  }

  /** A line for each quarter of a training. */
  private static TrainingProgress lines(String name, int epochs, PrintWriter err) {
    return (epoch, loss) -> {
      if (4L * epoch / epochs > 4L * (epoch - 1) / epochs) {
        String text = "training %s: epoch %d of %d, loss %.3f";
        err.println(String.format(Locale.ROOT, text, name, epoch, epochs, loss));
        err.flush();
      }
    };
  }

  /** A bar with the time that is left. */
  final class Bar implements TrainingProgress {

    private final ProgressBar bar;

    private Bar(String name, int epochs) {
      bar = TerminalBar.start("training " + name, epochs, 1, "");
    }

    @Override
    public void finished(int epoch, double loss) {
      bar.stepTo(epoch);
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
