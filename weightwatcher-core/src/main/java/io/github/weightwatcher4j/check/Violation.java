package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import java.util.Optional;

/**
 * What a model does not pass by.
 *
 * @param kind what is known of it
 * @param rule the condition as text, {@code complete}, {@code baseline}, or the label of a finding
 * @param layer full name of the layer; empty where it is the model
 * @param text what is wrong, with its numbers, without the names of model and rule
 * @param finding that it is; empty where it is none
 */
public record Violation(
    Kind kind, String rule, Optional<String> layer, String text, Optional<FindingType> finding) {

  /** Rule of a model all of whose layers with weights must have been analysed. */
  public static final String COMPLETE = "complete";

  /** Rule of a model that must not be worse than its baseline. */
  public static final String BASELINE = "baseline";

  /** Rule of a model that must have been opened. */
  static final String OPENED = "opened";

  /** What is known. */
  public enum Kind {
    /** It is as it must not be. */
    MET,
    /** It may be as it must not be: something is not known. */
    UNKNOWN
  }

  static Violation of(Kind kind, String rule, Optional<String> layer, String text) {
    return new Violation(kind, rule, layer, text.strip(), Optional.empty());
  }

  /** A finding, where nothing was asked for that would say which of them matter. */
  static Violation of(Finding finding) {
    return new Violation(
        Kind.MET,
        finding.type().label(),
        Optional.of(finding.layer()),
        finding.message(),
        Optional.of(finding.type()));
  }

  /** What a build log says of it: the rule and what is wrong. */
  public String sentence() {
    return switch (rule) {
      case COMPLETE -> "was not analysed: " + text;
      case BASELINE ->
          (kind == Kind.MET
                  ? "is worse than the baseline: "
                  : "cannot be compared with the baseline: ")
              + text;
      case OPENED -> "could not be opened or analysed: " + text;
      default -> rule + (kind == Kind.MET ? ": " : " cannot be told: ") + text;
    };
  }
}
