package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.ComparisonCondition;
import io.github.weightwatcher4j.check.Complaint;
import io.github.weightwatcher4j.check.Condition;
import io.github.weightwatcher4j.check.Regression;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.report.Analysis;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the shell is to know of a model that was compared: whether numbers compare, which conditions
 * it meets, and whether it is worse than its baseline.
 *
 * @param conditions on the model alone
 * @param comparing on what became of it
 * @param tolerance of alpha, of a model that must not be worse than the reference
 * @param allowUnknown whether what is not known may pass; it is told all the same
 */
record ComparisonGate(
    List<Condition> conditions,
    List<ComparisonCondition> comparing,
    OptionalDouble tolerance,
    boolean allowUnknown,
    PrintWriter err) {

  private static final String ALLOWED = " (allowed)";

  /** Copies the lists. */
  ComparisonGate {
    conditions = List.copyOf(conditions);
    comparing = List.copyOf(comparing);
  }

  /** Tells what is to be told of a model; the exit code. */
  int check(String name, ModelComparison model) {
    int code = obstacles(name, model);
    if (!conditions.isEmpty()) {
      Gate gate = new Gate(conditions, allowUnknown, err);
      code = ExitCodes.worse(code, gate.check(Map.of(name, model.other())));
    } else {
      code = ExitCodes.worse(code, lost(name, model.other()));
    }
    for (ComparisonCondition condition : comparing) {
      code = ExitCodes.worse(code, check(name, model, condition));
    }
    if (tolerance.isPresent() && model.obstacles().isEmpty()) {
      code = ExitCodes.worse(code, regression(name, model, tolerance.getAsDouble()));
    }
    err.flush();
    return code;
  }

  /** Tells of layers that should have been analysed; those too small for a spectrum are none. */
  int lost(String name, Analysis analysis) {
    return analysis.lost().isEmpty()
        ? ExitCodes.OK
        : unknown(name, Completeness.of(analysis).orElse("") + (allowUnknown ? ALLOWED : ""));
  }

  private int unknown(String name, String what) {
    print(name, what);
    return allowUnknown ? ExitCodes.OK : ExitCodes.UNKNOWN;
  }

  private int obstacles(String name, ModelComparison model) {
    return model.obstacles().isEmpty()
        ? ExitCodes.OK
        : unknown(
            name,
            "numbers do not compare, for options differ: " + String.join("; ", model.obstacles()));
  }

  private int check(String name, ModelComparison model, ComparisonCondition condition) {
    Optional<String> met = condition.metBy(model);
    if (met.isPresent()) {
      print(name, condition + " is met: " + met.get());
      return ExitCodes.CONDITION_MET;
    }
    String way = allowUnknown ? ALLOWED : " (--allow-unknown lets it pass)";
    return condition
        .unknown(model)
        .map(why -> unknown(name, condition + " is unknown: " + why + way))
        .orElse(ExitCodes.OK);
  }

  private int regression(String name, ModelComparison model, double allowed) {
    int code = ExitCodes.OK;
    for (Complaint complaint :
        Regression.of(model.reference(), model.other(), allowed).complaints()) {
      String text = "worse than the baseline: " + complaint.layer() + ": " + complaint.text();
      if (complaint.isUnknown()) {
        code = ExitCodes.worse(code, unknown(name, text + (allowUnknown ? ALLOWED : "")));
      } else {
        print(name, text);
        code = ExitCodes.worse(code, ExitCodes.CONDITION_MET);
      }
    }
    return code;
  }

  private void print(String name, String what) {
    err.println("weightwatcher: " + name + ": " + what);
  }
}
