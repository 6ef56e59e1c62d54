package io.github.weightwatcher4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A run of the command inside the test's JVM.
 *
 * @param exitCode what the shell would get
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {

  /** Into a pipe. */
  static CommandRun of(String... args) {
    return on(Terminal.PLAIN, args);
  }

  /** On a terminal. */
  static CommandRun on(Terminal terminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        WeightWatcherCommand.commandLine(new WeightWatcherCommand(terminal))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
