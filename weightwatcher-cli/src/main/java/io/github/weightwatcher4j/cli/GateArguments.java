package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.Condition;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What fails a build. */
final class GateArguments {

  @Option(
      names = "--fail-on",
      paramLabel = "CONDITION",
      description =
          "Exit with code 2 if this holds, such as 'alpha>6', with 3 if it cannot be told; may be"
              + " repeated.")
  private List<String> failOn = new ArrayList<>();

  @Option(
      names = "--allow-unknown",
      description =
          "Let conditions pass that cannot be told, and layers that are lost; standard error names"
              + " them.")
  private boolean allowUnknown;

  private final List<Condition> conditions = new ArrayList<>();

  /** Reads the conditions. */
  void check(Problems problems) {
    for (String text : failOn) {
      try {
        Condition condition = Condition.parse(text);
        conditions.add(condition);
      } catch (IllegalArgumentException e) {
        problems.add("--fail-on " + e.getMessage());
      }
    }
    problems.require(!allowUnknown || !failOn.isEmpty(), "--allow-unknown needs --fail-on");
  }

  /** The options must compute what the conditions ask for. */
  void requireComputed(AnalysisOptionsBuilder options, Problems problems) {
    requireComputed(conditions, options, problems);
  }

  /** A condition on what nobody computes would never fail a build. */
  static void requireComputed(
      List<Condition> conditions, AnalysisOptionsBuilder options, Problems problems) {
    for (Condition condition : conditions) {
      condition.requirements().stream()
          .filter(needed -> !needed.isMetBy(options))
          .map(needed -> "--fail-on '" + condition + "' needs " + needed.flag())
          .forEach(needs -> problems.add(needs + " to be computed"));
    }
  }

  /** What must not hold. */
  List<Condition> conditions() {
    return List.copyOf(conditions);
  }

  /** Whether what is not known may pass. */
  boolean allowsUnknown() {
    return allowUnknown;
  }

  /** The gate that these make, which tells what it finds. */
  Gate gate(PrintWriter err) {
    return new Gate(conditions, allowUnknown, err);
  }
}
