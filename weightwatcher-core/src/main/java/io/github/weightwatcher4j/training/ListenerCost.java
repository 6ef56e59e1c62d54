package io.github.weightwatcher4j.training;

import java.time.Duration;
import java.util.Locale;

/**
 * What a listener has cost and done so far.
 *
 * @param waited how long training stood still inside the listener: copies or analyses, and what it
 *     did on the training thread besides
 * @param analysing how long analyses took, wherever they ran
 * @param analyses analyses that succeeded
 * @param dropped analyses that were not made, because those before were not finished
 * @param failures analyses, callbacks, writes to the file and sharpenings that failed
 */
public record ListenerCost(
    Duration waited, Duration analysing, long analyses, long dropped, long failures) {

  /** A sentence for a log. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d analyses took %.3f s, training waited %.3f s for them; %d dropped, %d failures",
        analyses,
        seconds(analysing),
        seconds(waited),
        dropped,
        failures);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
