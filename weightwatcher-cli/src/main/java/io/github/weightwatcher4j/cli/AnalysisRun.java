package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.Checks;
import io.github.weightwatcher4j.check.Condition;
import io.github.weightwatcher4j.check.ModelCheck;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.internal.TextTable;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The analyses of one call, model by model; one that fails does not lose the others. */
final class AnalysisRun {

  private final ErrorLines errors;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean several;
  private final int columns;
  private final Bystanders bystanders = new Bystanders();
  private final Map<String, Optional<Analysis>> outcomes = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private boolean failed;

  /**
   * A run.
   *
   * @param line the command that runs
   * @param several whether each table needs a headline
   */
  AnalysisRun(PrintWriter out, CommandLine line, boolean several) {
    this.out = out;
    this.columns = Terminal.of(line).columns();
    this.err = line.getErr();
    this.errors = ErrorLines.of(line);
    this.several = several;
  }

  /** Analyses a model, and shows what was found. */
  void add(Path path, Supplier<Analysis> work) {
    String name = Models.shown(path);
    try {
      Analysis analysis = work.get();
      outcomes.put(name, Optional.of(analysis));
      if (several) {
        out.println(name + "\n" + "=".repeat(Math.min(columns, name.length())));
      }
      out.println(analysis.toText(columns));
      out.flush();
    } catch (RuntimeException e) {
      if (!several || !bystanders.take(path, e)) {
        outcomes.put(name, Optional.empty());
        failures.put(name, errors.explain(e));
        fail(e);
      }
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

  /** What is asked of the models, and those that failed, each with its reason. */
  Checks checks(List<Condition> conditions, boolean allowUnknown) {
    List<ModelCheck> models = new ArrayList<>();
    analyses()
        .forEach(
            (name, analysis) ->
                models.add(
                    new ModelCheck(name, analysis, conditions, Optional.empty(), allowUnknown)));
    return new Checks(models, failures);
  }

  /** The analysis of a model; empty where it failed. */
  Optional<Analysis> analysis(Path path) {
    return outcomes.getOrDefault(Models.shown(path), Optional.empty());
  }

  /** A line for each model: how many layers have which verdict, and of how many nobody knows. */
  void summarize() {
    if (bystanders.tell(!outcomes.isEmpty(), errors, err) != ExitCodes.OK) {
      failed = true;
      return;
    }
    List<Verdict> verdicts =
        Arrays.stream(Verdict.values())
            .filter(verdict -> verdict != Verdict.CANNOT_TELL)
            .filter(verdict -> analyses().values().stream().anyMatch(a -> count(a, verdict) > 0))
            .toList();
    List<String> header = new ArrayList<>(List.of("model", "rows", "skipped", "alpha"));
    verdicts.forEach(verdict -> header.add(firstWord(verdict)));
    header.add("unknown");
    TextTable table = TextTable.of(header);
    for (Map.Entry<String, Optional<Analysis>> outcome : outcomes.entrySet()) {
      String name = outcome.getKey();
      table =
          table.with(
              outcome
                  .getValue()
                  .map(analysis -> cells(name, analysis, verdicts))
                  .orElse(List.of(name, "failed")));
    }
    out.print(table.fit(columns));
    out.flush();
  }

  private static int count(Analysis analysis, Verdict verdict) {
    return analysis.summary().count(verdict);
  }

  /** Layers that are lost, or that cannot be judged. */
  private static int unknown(Analysis analysis) {
    return analysis.lost().size() + count(analysis, Verdict.CANNOT_TELL);
  }

  private static String firstWord(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replaceAll("_.*", "");
  }

  private static List<String> cells(String name, Analysis analysis, List<Verdict> verdicts) {
    OptionalDouble alpha = analysis.summary().mean(Metric.ALPHA);
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(String.valueOf(analysis.summary().analyzed()));
    cells.add(String.valueOf(analysis.summary().skipped()));
    cells.add(alpha.isPresent() ? String.format(Locale.ROOT, "%.2f", alpha.getAsDouble()) : "-");
    verdicts.forEach(verdict -> cells.add(String.valueOf(count(analysis, verdict))));
    cells.add(String.valueOf(unknown(analysis)));
    return cells;
  }

  /** What the shell is to know, once the conditions are told. */
  int exitCode(Gate gate) {
    return ExitCodes.worse(gate.check(analyses()), failed ? ExitCodes.FAILURE : ExitCodes.OK);
  }
}
