package io.github.weightwatcher4j.training.internal;

import java.util.List;
import java.util.stream.Collectors;

/** Remarks on layers as one line, which does not grow with the model. */
public final class FirstFew {

  private static final int SHOWN = 5;

  private FirstFew() {}

  /** Such as {@code fc1: 3 of 600 weights are NaN; fc2: ... and 4 more}. */
  public static String of(List<String> remarks) {
    String first = remarks.stream().limit(SHOWN).collect(Collectors.joining("; "));
    int more = remarks.size() - SHOWN;
    return first + (more > 0 ? " and " + more + " more" : "");
  }
}
