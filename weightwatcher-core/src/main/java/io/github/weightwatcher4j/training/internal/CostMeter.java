package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.training.ListenerCost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up what a listener costs; for any number of threads. */
final class CostMeter {

  private final AtomicLong waited = new AtomicLong();
  private final AtomicLong analysing = new AtomicLong();
  private final AtomicLong analyses = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  void waited(Duration time) {
    waited.addAndGet(time.toNanos());
  }

  void analysed(Duration time) {
    analysing.addAndGet(time.toNanos());
    analyses.incrementAndGet();
  }

  /** Counts one and returns how many there are. */
  long dropped() {
    return dropped.incrementAndGet();
  }

  void failed() {
    failures.incrementAndGet();
  }

  ListenerCost total() {
    return new ListenerCost(
        Duration.ofNanos(waited.get()),
        Duration.ofNanos(analysing.get()),
        analyses.get(),
        dropped.get(),
        failures.get());
  }

  /** Time since a {@link System#nanoTime}. */
  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
