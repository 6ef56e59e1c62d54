package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/**
 * What is done with each analysis: memory, file, log, callbacks, in this order. What fails is
 * logged and counted, and the rest is still done.
 */
final class StepRecorder {

  private final WatchSettings settings;
  private final Optional<HistoryWriter> file;
  private final Failures failures;
  private final Logger log;
  private final Deque<TrainingStep> kept = new ArrayDeque<>();
  private final VerdictChanges verdicts = new VerdictChanges();
  private Set<Known> known = Set.of();

  StepRecorder(
      WatchSettings settings, Optional<HistoryWriter> file, Failures failures, Logger log) {
    this.settings = settings;
    this.file = file;
    this.failures = failures;
    this.log = log;
  }

  /** A finding without its numbers, which differ from one analysis to the next. */
  private record Known(String layer, FindingType type) {

    static Known of(Finding finding) {
      return new Known(finding.layer(), finding.type());
    }
  }

  /** What a step tells that the one before did not. */
  private record News(List<String> verdicts, List<Finding> findings) {}

  void record(TrainingStep step) {
    News news = store(step);
    log.info("{}", StepText.of(step));
    String where = StepText.where(step);
    if (!news.verdicts().isEmpty()) {
      log.info("{}: {}", where, FirstFew.of(news.verdicts()));
    }
    StepText.byLayer(news.findings()).forEach(line -> log.warn("{}: {}", where, line));
    // Without the lock: a callback may take its time, or wait for the thread that closes.
    settings.onAnalysis().forEach(told -> failures.attempt("onAnalysis", () -> told.accept(step)));
    for (Finding finding : news.findings()) {
      settings
          .onFinding()
          .forEach(told -> failures.attempt("onFinding", () -> told.accept(step, finding)));
    }
  }

  /** Keeps and writes the step; returns what the one before did not tell. */
  private synchronized News store(TrainingStep step) {
    kept.addLast(step);
    while (kept.size() > settings.keep()) {
      kept.removeFirst();
    }
    file.ifPresent(writer -> failures.attempt("writing the history", () -> writer.write(step)));
    return new News(verdicts.next(step.analysis()), findings(step));
  }

  private List<Finding> findings(TrainingStep step) {
    Set<Known> now = new HashSet<>();
    List<Finding> findings = step.analysis().findings();
    List<Finding> news =
        findings.stream()
            .filter(finding -> now.add(Known.of(finding)) && !known.contains(Known.of(finding)))
            .toList();
    known = now;
    return news;
  }

  synchronized History history() {
    return History.of(List.copyOf(kept));
  }

  synchronized void close() {
    file.ifPresent(writer -> failures.attempt("closing the history", writer::close));
  }
}
