package io.github.weightwatcher4j.check;

import java.util.Optional;

/**
 * What a model does not pass by.
 *
 * @param kind what is known of it
 * @param rule the condition as text, {@code complete} or {@code baseline}
 * @param layer full name of the layer; empty where it is the model
 * @param text what is wrong, with its numbers, without the names of model and rule
 */
public record Violation(Kind kind, String rule, Optional<String> layer, String text) {

  /** Rule of a model all of whose layers with weights must have been analysed. */
  public static final String COMPLETE = "complete";

  /** Rule of a model that must not be worse than its baseline. */
  public static final String BASELINE = "baseline";

  /** What is known. */
  public enum Kind {
    /** It is as it must not be. */
    MET,
    /** It may be as it must not be: something is not known. */
    UNKNOWN
  }
}
