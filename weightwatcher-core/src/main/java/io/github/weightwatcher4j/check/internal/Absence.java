package io.github.weightwatcher4j.check.internal;

import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.Availability.Kind;

/** Why there is no number, or why nothing can be said about a finding, in words. */
public final class Absence {

  private Absence() {}

  /** As the end of a sentence that begins with the name of a metric. */
  public static String ofNumber(Availability answer) {
    return text(answer, "is not there", "was not computed");
  }

  /** As the end of a sentence that begins with the label of a finding. */
  public static String ofFinding(Availability answer) {
    return text(answer, "cannot be told", "was not looked for");
  }

  private static String text(Availability answer, String absent, String notAsked) {
    return answer
        .requirement()
        .map(requirement -> notAsked + ": analyze with " + requirement.call())
        .orElseGet(() -> absent + ": " + answer.reason() + hint(answer));
  }

  private static String hint(Availability answer) {
    return answer.kind() == Kind.UNKNOWN ? "; begin with assertThat(analysis)" : "";
  }
}
