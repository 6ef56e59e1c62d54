package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * How a listener works; {@link io.github.weightwatcher4j.training.ListenerBuilder} says what each
 * means.
 *
 * @param interval epochs or iterations from one analysis to the next
 * @param iterations whether the interval counts iterations
 * @param background whether a copy is analysed on another thread
 * @param room copies that may wait in the background
 * @param analysis what is analysed
 * @param keep analyses kept in memory
 * @param onAnalysis are told of each analysis
 * @param onFinding are told of each finding that the analysis before did not have
 */
public record WatchSettings(
    int interval,
    boolean iterations,
    boolean background,
    int room,
    AnalysisOptions analysis,
    int keep,
    List<Consumer<? super TrainingStep>> onAnalysis,
    List<BiConsumer<? super TrainingStep, ? super Finding>> onFinding) {

  /** Checks the numbers. */
  public WatchSettings {
    requireAtLeast("the interval", interval, 1);
    requireAtLeast("the capacity of the queue", room, 1);
    requireAtLeast("the number of analyses kept", keep, 0);
    onAnalysis = List.copyOf(onAnalysis);
    onFinding = List.copyOf(onFinding);
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be >= " + least + " but was " + value);
    }
  }
}
