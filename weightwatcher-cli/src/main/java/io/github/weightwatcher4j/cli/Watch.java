package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Analyses checkpoints one by one as they come to rest in a folder. The folder is looked at again
 * and again, because no file system on a network tells reliably what changed in it.
 */
final class Watch {

  /**
   * How a checkpoint lay there when it was last found changed.
   *
   * @param since when it was found so
   * @param restless since when it has not rested
   * @param done whether it is dealt with
   */
  private record Sighting(Checkpoint checkpoint, long since, long restless, boolean done) {}

  /** A checkpoint that has not rested for so many times the time it should is told. */
  private static final int PATIENCE = 20;

  /**
   * When things happen.
   *
   * @param every between two looks at the folder
   * @param settle for which a checkpoint must not have changed
   * @param stopAfter without a new or changed checkpoint, the watch ends; empty for never
   */
  record Times(Duration every, Duration settle, Optional<Duration> stopAfter) {}

  /** Of the columns before the name. */
  private static final String ROW = "%5s  %9s  %5s  %5s  %5s  %7s  %s";

  private static final int ROW_WIDTH = 48;
  private static final int SHORTEST_NAME = 12;

  private final CheckpointFolder folder;
  private final Times times;
  private final WatchedHistory history;
  private final Function<Path, Analysis> work;
  private final Gate gate;
  private final PrintWriter out;
  private final PrintWriter err;
  private final ErrorLines errors;
  private final WatchRemarks remarks;
  private final int columns;
  private final Map<Path, Sighting> sightings = new HashMap<>();
  private final Set<Path> failed = new HashSet<>();
  private int code = ExitCodes.OK;
  private int analysed;
  private long news = System.nanoTime();

  Watch(
      CheckpointFolder folder,
      Times times,
      WatchedHistory history,
      Function<Path, Analysis> work,
      Gate gate,
      CommandLine line) {
    this.folder = folder;
    this.times = times;
    this.history = history;
    this.work = work;
    this.gate = gate;
    this.out = line.getOut();
    this.err = line.getErr();
    this.errors = ErrorLines.of(line);
    this.remarks = new WatchRemarks(err);
    this.columns = Terminal.of(line).columns();
  }

  /**
   * Watches until nothing new has come for so long, a condition is met, or this thread is
   * interrupted.
   *
   * @param each is done after each analysis
   * @return what the shell is to know
   */
  int run(Runnable each) {
    out.println(ROW.formatted("epoch", "iteration", "alpha", "rows", "well", "unknown", "name"));
    out.flush();
    String end = "interrupted";
    try {
      while (true) {
        long now = System.nanoTime();
        look(now);
        Optional<Checkpoint> next = next(now);
        if (next.isPresent()) {
          if (analyze(next.get())) {
            each.run();
          }
          news = System.nanoTime();
        } else if (isOver(now)) {
          end = "nothing new for " + DurationArgument.told(times.stopAfter().orElseThrow());
          break;
        } else {
          Thread.sleep(times.every().toMillis());
        }
        if (ExitCodes.isMet(code)) {
          end = "a condition is met";
          break;
        }
      }
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
    }
    String lost = failed.isEmpty() ? "" : ", " + failed.size() + " failed";
    out.println("ended, " + end + ": " + analysed + " analysed" + lost);
    out.flush();
    return ExitCodes.worse(code, soundness());
  }

  /** What else the shell is to know: no checkpoint at all is not an all-clear. */
  private int soundness() {
    // A folder that cannot be looked into may hold checkpoints that nobody has seen.
    if (!failed.isEmpty() || remarks.isBlind()) {
      return ExitCodes.FAILURE;
    }
    if (history.size() == 0) {
      err.println("weightwatcher: nothing was analysed: no checkpoint appeared in the folder");
      err.flush();
      return ExitCodes.UNKNOWN;
    }
    return ExitCodes.OK;
  }

  private boolean isOver(long now) {
    boolean quiet = sightings.values().stream().allMatch(Sighting::done);
    return quiet && times.stopAfter().filter(it -> now - news >= it.toNanos()).isPresent();
  }

  private void look(long now) {
    CheckpointFolder.Contents contents;
    try {
      contents = folder.now();
      remarks.folder(Optional.empty());
    } catch (IOException e) {
      remarks.folder(Optional.of(e));
      return;
    }
    remarks.troubles(contents.troubles());
    List<Checkpoint> there = contents.checkpoints();
    sightings.keySet().retainAll(there.stream().map(Checkpoint::path).collect(Collectors.toSet()));
    remarks.keepOnly(sightings.keySet());
    there.forEach(checkpoint -> see(checkpoint, now));
  }

  private void see(Checkpoint checkpoint, long now) {
    Path path = checkpoint.path();
    Sighting before = sightings.get(path);
    if (before == null) {
      sightings.put(path, new Sighting(checkpoint, now, now, history.holds(checkpoint)));
      news = now;
    } else if (!before.checkpoint().equals(checkpoint)) {
      // One that changes while it is watched is new, however old its content says it is.
      boolean rested = before.done() || hasRested(before, now);
      long restless = rested ? now : before.restless();
      sightings.put(path, new Sighting(checkpoint, now, restless, false));
      Duration longest = times.settle().multipliedBy(PATIENCE);
      if (now - restless > longest.toNanos()) {
        remarks.keepsChanging(path, times.settle(), longest);
      }
      news = now;
    }
  }

  private boolean hasRested(Sighting sighting, long now) {
    return now - sighting.since() >= times.settle().toNanos();
  }

  private Optional<Checkpoint> next(long now) {
    return sightings.values().stream()
        .filter(it -> !it.done() && hasRested(it, now))
        .map(Sighting::checkpoint)
        .min(Checkpoint.ORDER);
  }

  /** Whether it was analysed; where it changed meanwhile, it is looked at again. */
  private boolean analyze(Checkpoint checkpoint) {
    Path path = checkpoint.path();
    Optional<Analysis> analysis = Optional.empty();
    Optional<Throwable> failure = Optional.empty();
    if (!FormerResult.is(path)) {
      try {
        analysis = Optional.of(work.apply(path));
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException | OutOfMemoryError e) { // the next may be smaller
        failure = Optional.of(e);
      }
    }
    Optional<Checkpoint> after = folder.at(path);
    long now = System.nanoTime();
    if (after.isPresent() && !after.get().equals(checkpoint)) {
      remarks.changedMeanwhile(path);
      sightings.put(path, new Sighting(after.get(), now, now, false));
      return false;
    }
    remarks.rested(path);
    sightings.put(path, new Sighting(checkpoint, now, now, true));
    if (failure.isPresent()) {
      fail(path, after.isEmpty(), failure.get());
    }
    analysis.ifPresent(it -> add(checkpoint, it));
    return analysis.isPresent();
  }

  private void fail(Path path, boolean gone, Throwable e) {
    if (gone) {
      err.println("weightwatcher: " + Models.shown(path) + " was removed before it was analysed");
      err.flush();
    } else if (failed.add(path)) {
      errors.report(e, err);
    }
  }

  private void add(Checkpoint checkpoint, Analysis analysis) {
    failed.remove(checkpoint.path());
    CheckpointName at = CheckpointName.of(checkpoint.name(), history.last());
    history.add(
        new TrainingStep(
            at.epoch(), at.iteration(), OptionalDouble.empty(), Duration.ZERO, analysis));
    analysed++;
    OptionalDouble alpha = analysis.summary().mean(Metric.ALPHA);
    int room = Math.max(SHORTEST_NAME, columns - ROW_WIDTH);
    out.println(
        ROW.formatted(
            at.epoch(),
            at.iteration(),
            alpha.isPresent() ? String.format(Locale.ROOT, "%.2f", alpha.getAsDouble()) : "-",
            analysis.summary().analyzed(),
            analysis.summary().count(Verdict.WELL_TRAINED),
            analysis.lost().size() + analysis.summary().count(Verdict.CANNOT_TELL),
            ShortName.of(Models.shown(Path.of(checkpoint.name())), room)));
    out.flush();
    code = ExitCodes.worse(code, gate.check(Map.of(Models.shown(checkpoint.path()), analysis)));
  }
}
