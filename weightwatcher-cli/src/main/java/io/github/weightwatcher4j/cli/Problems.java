package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.OptionProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is wrong with the arguments of a call, all of it at once. */
final class Problems {

  private final List<String> found = new ArrayList<>();

  void add(String problem) {
    found.add(problem);
  }

  void require(boolean holds, String problem) {
    if (!holds) {
      add(problem);
    }
  }

  /** Does something, and keeps what was wrong with its arguments. */
  void attempt(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      add(String.valueOf(e.getMessage()));
    }
  }

  /** What is made, or nothing where its arguments are wrong, and keeps what was wrong with them. */
  <T> Optional<T> made(Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Ends the command where anything was found, with the first of it. */
  void failIfAny() {
    if (!found.isEmpty()) {
      throw new CommandFailure(found.get(0), null);
    }
  }

  /** Ends the command with its usage hint where anything was found. */
  void throwIfAny(CommandLine line) {
    if (!found.isEmpty()) {
      throw failure(line);
    }
  }

  private ParameterException failure(CommandLine line) {
    return new ParameterException(line, String.join("; ", found));
  }

  /** The options, unless there is anything wrong with them or was before. */
  AnalysisOptions options(AnalysisOptionsBuilder builder, CommandLine line) {
    try {
      AnalysisOptions options = builder.build();
      throwIfAny(line);
      return options;
    } catch (OptionProblems e) {
      found.addAll(e.inFlags());
      throw failure(line);
    }
  }
}
