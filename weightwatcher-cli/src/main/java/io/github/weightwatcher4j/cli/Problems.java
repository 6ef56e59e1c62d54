package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Everything that is wrong with what the user asked for, told at once. */
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
    } catch (IllegalArgumentException e) {
      add(OptionWords.of(String.valueOf(e.getMessage())));
      throw failure(line);
    }
  }
}
