package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.training.StopRule;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks a rule about each new analysis of a source, once, and counts those in a row. */
public final class StopJudge {

  private final StopRule rule;
  private final Supplier<Optional<Analysis>> source;
  private Optional<Analysis> judged = Optional.empty();
  private int inARow;
  private Optional<String> stopped = Optional.empty();

  /**
   * A judge of one training at a time.
   *
   * @param source the newest analysis; empty before the first
   */
  public StopJudge(StopRule rule, Supplier<Optional<Analysis>> source) {
    this.rule = Objects.requireNonNull(rule, "rule");
    this.source = Objects.requireNonNull(source, "source");
  }

  /** What it asks. */
  public StopRule rule() {
    return rule;
  }

  /** What it asks of. */
  public Supplier<Optional<Analysis>> source() {
    return source;
  }

  /** Forgets the training before; an analysis that is there already is of that one. */
  public void begin() {
    judged = source.get();
    inARow = 0;
    stopped = Optional.empty();
  }

  /**
   * Whether to stop now; not while there is no analysis that was not judged yet.
   *
   * @throws IllegalStateException where the analysis was not asked for what the rule watches
   */
  public boolean stops() {
    Optional<Analysis> newest = source.get();
    if (newest.isEmpty() || newest.equals(judged)) {
      return false;
    }
    judged = newest;
    Optional<String> reason = rule.reason(newest.get());
    inARow = reason.isPresent() ? inARow + 1 : 0;
    boolean stop = inARow >= rule.times();
    stopped = stop ? reason : Optional.empty();
    return stop;
  }

  /**
   * The rule; once it has stopped a training, also why, such as {@code mean alpha below 2.0, 3
   * times in a row; it is 1.52}.
   */
  @Override
  public String toString() {
    return stopped
        .filter(why -> !why.isEmpty())
        .map(why -> rule + "; " + why)
        .orElse(rule.toString());
  }
}
