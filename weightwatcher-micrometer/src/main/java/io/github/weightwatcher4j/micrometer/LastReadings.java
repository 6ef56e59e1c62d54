package io.github.weightwatcher4j.micrometer;

import java.util.concurrent.atomic.AtomicLong;

/** What gauges read: one analysis at a time, replaced as a whole. Safe for many threads. */
final class LastReadings {

  private final AtomicLong count = new AtomicLong();
  private volatile Readings readings = Readings.none();

  void replace(Readings newer) {
    readings = newer;
    count.incrementAndGet();
  }

  Readings readings() {
    return readings;
  }

  /** How often they were replaced. */
  long count() {
    return count.get();
  }
}
