package io.github.weightwatcher4j.maven;

import io.github.weightwatcher4j.check.ModelCheck;
import io.github.weightwatcher4j.check.Violation;
import io.github.weightwatcher4j.check.Violation.Kind;
import java.util.List;
import java.util.stream.Stream;

/** What a build's log says of a model. */
final class Lines {

  private static final String WAY =
      " (<allowUnknown>true</allowUnknown> lets it pass; <options> with <exclude> leaves a layer out)";

  private Lines() {}

  /** What is said of any: its verdict. */
  static Stream<String> of(ModelCheck check) {
    return Stream.of(check.model() + ": " + check.analysis().verdict());
  }

  /** What it does not pass by; of what is unknown, how it would. */
  static List<String> standing(ModelCheck check) {
    return check.standing().stream()
        .map(violation -> line(check, violation) + (isUnknown(violation) ? WAY : ""))
        .toList();
  }

  private static boolean isUnknown(Violation violation) {
    return violation.kind() == Kind.UNKNOWN;
  }

  /** What it would not pass by, were the unknown not allowed. */
  static List<String> allowed(ModelCheck check) {
    return check.allowUnknown()
        ? check.violations().stream()
            .filter(Lines::isUnknown)
            .map(violation -> line(check, violation) + " (allowed)")
            .toList()
        : List.of();
  }

  private static String line(ModelCheck check, Violation violation) {
    String where = violation.layer().map(layer -> ", layer " + layer).orElse("");
    return check.model() + where + ": " + violation.sentence();
  }
}
