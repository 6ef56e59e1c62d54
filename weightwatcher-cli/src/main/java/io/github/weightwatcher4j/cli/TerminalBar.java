package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Printable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The bar on standard error, no wider than the terminal that the launcher found. */
final class TerminalBar {

  private static final int WIDEST = 100;

  private TerminalBar() {}

  /**
   * A bar that begins now.
   *
   * @param unit what {@code unitSteps} steps are called
   */
  static ProgressBar start(String task, long steps, long unitSteps, String unit) {
    int columns = Integer.getInteger("weightwatcher.columns", WIDEST + 1);
    return new ProgressBarBuilder()
        .setTaskName(Printable.name(task))
        .setInitialMax(steps)
        .setUnit(unit, unitSteps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .setMaxRenderedLength(Math.max(20, Math.min(WIDEST, columns - 1)))
        .setConsumer(new ConsoleProgressBarConsumer(PrintableLog.terminal()))
        .clearDisplayOnFinish()
        .build();
  }
}
