package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.Condition;
import io.github.weightwatcher4j.check.ModelCheck;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a call's models are analysed completely, what its conditions say of them, and what the
 * shell is to know.
 */
final class Gate {

  private static final String ALLOWED = " (allowed)";

  private final List<Condition> conditions;
  private final boolean allowUnknown;
  private final PrintWriter err;
  private final Function<Analysis, Optional<String>> missing;

  /**
   * A gate.
   *
   * @param allowUnknown whether what is not known may pass; it is told all the same
   */
  Gate(List<Condition> conditions, boolean allowUnknown, PrintWriter err) {
    this(conditions, allowUnknown, Completeness::of, err);
  }

  private Gate(
      List<Condition> conditions,
      boolean allowUnknown,
      Function<Analysis, Optional<String>> missing,
      PrintWriter err) {
    this.conditions = List.copyOf(conditions);
    this.allowUnknown = allowUnknown;
    this.missing = missing;
    this.err = err;
  }

  /** The gate of parts of models, which are not judged before they are joined. */
  static Gate ofShards(PrintWriter err) {
    return new Gate(List.of(), false, Completeness::ofShard, err);
  }

  /** Tells what is missing, and which conditions are met or cannot be told; the exit code. */
  int check(Map<String, Analysis> analyses) {
    int code = ExitCodes.OK;
    for (Map.Entry<String, Analysis> entry : analyses.entrySet()) {
      code = ExitCodes.worse(code, complete(entry.getKey(), entry.getValue()));
      for (Condition condition : conditions) {
        code = ExitCodes.worse(code, check(entry.getKey(), entry.getValue(), condition));
      }
    }
    err.flush();
    return code;
  }

  private int complete(String model, Analysis analysis) {
    Optional<String> lacks = missing.apply(analysis);
    lacks.ifPresent(
        what ->
            err.println("weightwatcher: " + model + ": " + what + (allowUnknown ? ALLOWED : "")));
    return lacks.isEmpty() || allowUnknown ? ExitCodes.OK : ExitCodes.UNKNOWN;
  }

  private int check(String model, Analysis analysis, Condition condition) {
    Optional<String> met = condition.metBy(analysis);
    if (met.isPresent()) {
      print(model, condition, "is met: " + met.get());
      return ExitCodes.CONDITION_MET;
    }
    Optional<String> unknown = ModelCheck.of(model, analysis, conditions).unknown(condition);
    if (unknown.isEmpty()) {
      return ExitCodes.OK;
    }
    String way = allowUnknown ? ALLOWED : " (--allow-unknown lets it pass)";
    print(model, condition, "is unknown: " + unknown.get() + way);
    return allowUnknown ? ExitCodes.OK : ExitCodes.UNKNOWN;
  }

  private void print(String model, Condition condition, String what) {
    err.println("weightwatcher: " + model + ": " + condition + " " + what);
  }
}
