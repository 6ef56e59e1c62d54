package io.github.weightwatcher4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the command tells the shell that called it, the same for every command. Only {@link #OK}
 * says that nothing is missing.
 */
final class ExitCodes {

  /**
   * Every layer with weights was analysed, or left out by the user's choice, by its size, or
   * because it holds no weights.
   */
  static final int OK = 0;

  /** A file could not be analysed, or a result not written. */
  static final int FAILURE = 1;

  /** A condition of {@code --fail-on} is met, or a model is worse than its baseline. */
  static final int CONDITION_MET = 2;

  /**
   * A layer with weights could not be read, decoded, computed or compared, nothing was analysed, or
   * a condition of {@code --fail-on} cannot be told.
   */
  static final int UNKNOWN = 3;

  /** {@link #CONDITION_MET}, and something of {@link #FAILURE} or {@link #UNKNOWN}. */
  static final int CONDITION_MET_AND_MORE = 4;

  /**
   * An unknown option or a value out of range: {@code EX_USAGE} of the BSDs. Not picocli's 2, which
   * is {@link #CONDITION_MET}.
   */
  static final int USAGE = 64;

  /**
   * Whoever read standard output has left before its end, as {@code head} does: what the shell
   * tells of other tools then, 128 and the number of SIGPIPE.
   */
  static final int READER_LEFT = 141;

  private ExitCodes() {}

  /** Of two codes of one call, neither of them {@link #USAGE}, the code of both. */
  static int worse(int one, int other) {
    boolean met = isMet(one) || isMet(other);
    boolean failed = one == FAILURE || other == FAILURE;
    boolean unknown = isUnknown(one) || isUnknown(other);
    if (met) {
      return failed || unknown ? CONDITION_MET_AND_MORE : CONDITION_MET;
    }
    return failed ? FAILURE : unknown ? UNKNOWN : OK;
  }

  /** Whether a condition is met, whatever else is the case. */
  static boolean isMet(int code) {
    return code == CONDITION_MET || code == CONDITION_MET_AND_MORE;
  }

  private static boolean isUnknown(int code) {
    return code == UNKNOWN || code == CONDITION_MET_AND_MORE;
  }

  /** The codes and what they mean, for the help of every command. */
  static Map<String, String> help() {
    Map<String, String> help = new LinkedHashMap<>();
    help.put(
        " " + OK,
        "every layer with weights was analysed, or left out by your choice, by its size, or because"
            + " it holds no weights");
    help.put(" " + FAILURE, "a file could not be analysed, or a result not written");
    help.put(
        " " + CONDITION_MET,
        "a condition of --fail-on is met, or a model is worse than its --baseline");
    help.put(
        " " + UNKNOWN,
        "a layer with weights could not be read, decoded, computed or compared; or nothing was"
            + " analysed; or a condition of --fail-on cannot be told");
    help.put(
        " " + CONDITION_MET_AND_MORE, "a condition is met, and something of 1 or 3 is the case");
    help.put(" " + USAGE, "an unknown option or a value out of range");
    help.put(
        " " + READER_LEFT,
        "whoever read standard output has left before its end, as 'head' does, and nothing else is"
            + " amiss");
    return help;
  }
}
