package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The analyses of one call, model by model; one that fails does not lose the others. */
final class AnalysisRun {

  private final ErrorLines errors;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean several;
  private final Map<String, Optional<Analysis>> outcomes = new LinkedHashMap<>();
  private boolean failed;

  /**
   * A run.
   *
   * @param several whether each table needs a headline
   */
  AnalysisRun(PrintWriter out, PrintWriter err, ErrorLines errors, boolean several) {
    this.out = out;
    this.err = err;
    this.errors = errors;
    this.several = several;
  }

  /** Analyses a model, and shows what was found. */
  void add(Path path, Supplier<Analysis> work) {
    String name = Models.shown(path);
    try {
      Analysis analysis = work.get();
      outcomes.put(name, Optional.of(analysis));
      if (several) {
        out.println(name + "\n" + "=".repeat(name.length()));
      }
      out.println(analysis);
      out.flush();
    } catch (RuntimeException e) {
      outcomes.put(name, Optional.empty());
      fail(e);
    }
  }

  /** Does something with the results; where it fails, what comes after it is still done. */
  void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException e) {
    failed = true;
    errors.report(e, err);
  }

  /** The analyses that there are, by the names that the user gave the models. */
  Map<String, Analysis> analyses() {
    Map<String, Analysis> analyses = new LinkedHashMap<>();
    outcomes.forEach((name, outcome) -> outcome.ifPresent(a -> analyses.put(name, a)));
    return Collections.unmodifiableMap(analyses);
  }

  /** The analysis of a model; empty where it failed. */
  Optional<Analysis> analysis(Path path) {
    return outcomes.getOrDefault(Models.shown(path), Optional.empty());
  }

  /** A line for each model. */
  void summarize() {
    TextTable table = TextTable.of("model", "rows", "skipped", "alpha", "min", "max", "findings");
    for (Map.Entry<String, Optional<Analysis>> outcome : outcomes.entrySet()) {
      String name = outcome.getKey();
      table =
          table.with(outcome.getValue().map(a -> cells(name, a)).orElse(List.of(name, "failed")));
    }
    out.print(table);
    out.flush();
  }

  private static List<String> cells(String name, Analysis analysis) {
    Optional<Statistics> alpha = analysis.summary().statistics(Metric.ALPHA);
    return List.of(
        name,
        String.valueOf(analysis.summary().analyzed()),
        String.valueOf(analysis.summary().skipped()),
        cell(alpha.map(Statistics::mean)),
        cell(alpha.map(Statistics::min)),
        cell(alpha.map(Statistics::max)),
        String.valueOf(analysis.findings().size()));
  }

  private static String cell(Optional<Double> value) {
    return value.map(v -> String.format(Locale.ROOT, "%.2f", v)).orElse("-");
  }

  /** Tells which conditions are met; what the shell is to know. */
  int exitCode(List<Condition> conditions) {
    boolean met = false;
    for (Map.Entry<String, Analysis> entry : analyses().entrySet()) {
      for (Condition condition : conditions) {
        Optional<String> by = condition.metBy(entry.getValue());
        met |= by.isPresent();
        by.ifPresent(
            what ->
                err.println(
                    "weightwatcher: " + entry.getKey() + ": " + condition + " is met: " + what));
      }
    }
    err.flush();
    if (failed) {
      return ExitCodes.FAILURE;
    }
    return met ? ExitCodes.CONDITION_MET : ExitCodes.OK;
  }
}
