package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.model.internal.ShortName;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The bar on standard error, no wider than the terminal that the launcher found. */
final class TerminalBar {

  private static final int WIDEST = 100;

  /** Columns that the numbers take which stand behind the name. */
  private static final int NUMBERS = 43;

  private TerminalBar() {}

  /**
   * A bar that begins now.
   *
   * @param unit what {@code unitSteps} steps are called
   */
  static ProgressBar start(String task, long steps, long unitSteps, String unit) {
    int columns = Integer.getInteger("weightwatcher.columns", Terminal.PLAIN.columns());
    int width = Math.max(20, Math.min(WIDEST, columns - 1));
    return new ProgressBarBuilder()
        .setTaskName(ShortName.of(Printable.name(task), Math.max(8, (width - NUMBERS) / 2)))
        .setInitialMax(steps)
        .setUnit(unit, unitSteps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .setConsumer(new ConsoleProgressBarConsumer(PrintableLog.terminal(), width))
        .clearDisplayOnFinish()
        .build();
  }
}
