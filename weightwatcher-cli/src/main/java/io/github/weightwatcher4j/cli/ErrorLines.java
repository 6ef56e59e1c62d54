package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.remote.Secrets;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every error is one line; the stack trace is for who asks for it by {@code --debug}. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** So many options are suggested. */
  private static final int OPTIONS = 3;

  private final WeightWatcherCommand command;

  ErrorLines(WeightWatcherCommand command) {
    this.command = command;
  }

  /** The lines of the command that is running. */
  static ErrorLines of(CommandLine line) {
    return (ErrorLines) line.getExecutionExceptionHandler();
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    String name = line.getCommandSpec().qualifiedName();
    err.println(
        "weightwatcher: "
            + sentence(Printable.of(Secrets.hidden(String.valueOf(e.getMessage()))))
            + " See: "
            + name
            + " --help");
    if (e instanceof UnmatchedArgumentException unmatched) {
      wayOut(unmatched, line).ifPresent(err::println);
    }
    err.flush();
    return ExitCodes.USAGE;
  }

  /** The nearest options or commands; a model without a command is most likely to be analysed. */
  private static Optional<String> wayOut(UnmatchedArgumentException unmatched, CommandLine line) {
    String typed = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      Set<String> known = line.getCommandSpec().optionsMap().keySet();
      List<String> nearest = Nearest.of(typed.replaceFirst("=.*", ""), known, OPTIONS);
      return Optional.of("The nearest options are " + String.join(", ", nearest));
    }
    if (line.getParent() == null && isModel(typed)) {
      return Optional.of(
          "To analyse it: weightwatcher analyze " + Printable.of(Secrets.hidden(typed)));
    }
    List<String> near = unmatched.getSuggestions();
    return Optional.of("Did you mean: " + String.join(" or ", near) + "?")
        .filter(it -> !near.isEmpty());
  }

  private static boolean isModel(String typed) {
    try {
      return typed.contains("://") || Files.exists(Path.of(typed));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String sentence(String message) {
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult arguments) {
    report(e, line.getErr());
    return ExitCodes.FAILURE;
  }

  /** Writes the line that explains a failure. */
  void report(Throwable failure, PrintWriter err) {
    err.println("weightwatcher: " + Printable.of(Secrets.hidden(explain(failure))));
    if (command.debug()) {
      PrintableLog.trace(failure, err);
    }
    err.flush();
  }

  /** Writes the line that says what is missing of a result, if anything is; the exit code. */
  static int incomplete(Path model, Optional<String> what, PrintWriter err) {
    what.ifPresent(it -> err.println("weightwatcher: " + Models.shown(model) + ": " + it));
    err.flush();
    return what.isPresent() ? ExitCodes.UNKNOWN : ExitCodes.OK;
  }

  String explain(Throwable failure) {
    if (failure instanceof CommandFailure || failure instanceof NativeLibraryException) {
      return String.valueOf(failure.getMessage());
    }
    boolean isKnown = failure instanceof OutOfMemoryError || command.debug();
    return advice(failure) + (isKnown ? "" : "; --debug shows where it happened");
  }

  /** What to tell of an error, and what to do about it where that is known. */
  static String advice(Throwable error) {
    return error instanceof OutOfMemoryError
        ? "out of memory; give Java more, with JAVA_OPTS=-Xmx8g in the environment"
        : "unexpected " + error;
  }
}
