package io.github.weightwatcher4j.cli;

/** What the command tells the shell that called it. */
final class ExitCodes {

  /** All went well. */
  static final int OK = 0;

  /** The work failed; standard error says what, where and what to do. */
  static final int FAILURE = 1;

  /** A condition of {@code --fail-on} is met; standard error says by what. */
  static final int CONDITION_MET = 2;

  /**
   * A condition of {@code --fail-on} cannot be told; standard error says of which layers and why.
   */
  static final int UNKNOWN = 3;

  /**
   * An unknown option or a value out of range: {@code EX_USAGE} of the BSDs. Not picocli's 2, which
   * is {@link #CONDITION_MET}.
   */
  static final int USAGE = 64;

  private ExitCodes() {}
}
