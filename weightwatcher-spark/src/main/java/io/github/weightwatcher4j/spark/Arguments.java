package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.rank.RankKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The arguments of {@link SparkCommand}.
 *
 * @param models addresses, patterns and folders
 * @param from a file that has more of them, one a line
 * @param output where the results go
 * @param json whether each analysis is written as JSON, too
 */
record Arguments(
    List<String> models,
    Optional<String> from,
    String output,
    boolean json,
    RankKey sort,
    OptionalInt tasksPerCore,
    AnalysisOptions options) {

  static final String USAGE =
      """
      Usage: spark-submit --class io.github.weightwatcher4j.spark.SparkCommand JAR
               --output FOLDER [--from FILE] [--set OPTION=VALUE]... [--sort KEY]
               [--json] [--tasks-per-core N] MODEL...

      MODEL             a file, a folder of one model, a folder to be searched, or a
                        pattern, on whatever file system Hadoop knows; https and hf
                        where weightwatcher-remote is there
      --output FOLDER   a new folder: layers, skipped and failed as Parquet, and the
                        leaderboard as JSON, CSV and, where weightwatcher-plot is
                        there, a page
      --from FILE       more models, a file or folder of one model a line, as they are
      --set OPTION=VALUE  an option of the analysis, such as mpFit=true; docs/options.md
                        has all of them
      --sort KEY        what the leaderboard is ordered by (alpha)
      --json            each analysis as JSON, too
      --tasks-per-core N  tasks for each core of the cluster (4)
      """;

  private static final class Parser {

    private final Deque<String> rest;
    private final List<String> models = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final AnalysisOptionsBuilder options = AnalysisOptions.builder();
    private Optional<String> from = Optional.empty();
    private Optional<String> output = Optional.empty();
    private boolean json;
    private RankKey sort = RankKey.ALPHA;
    private OptionalInt tasksPerCore = OptionalInt.empty();

    Parser(List<String> arguments) {
      this.rest = new ArrayDeque<>(arguments);
    }

    Arguments arguments() {
      while (!rest.isEmpty()) {
        String argument = rest.remove();
        try {
          take(argument);
        } catch (IllegalArgumentException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
      require(output.isPresent(), "--output is missing, the folder for the results");
      require(!models.isEmpty() || from.isPresent(), "there are no models: name some, or --from");
      AnalysisOptions built = AnalysisOptions.defaults();
      try {
        built = options.build();
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("\n", problems));
      }
      return new Arguments(
          List.copyOf(models), from, output.orElseThrow(), json, sort, tasksPerCore, built);
    }

    private void require(boolean met, String problem) {
      if (!met) {
        problems.add(problem);
      }
    }

    private void take(String argument) {
      switch (argument) {
        case "--output" -> output = Optional.of(value(argument));
        case "--from" -> from = Optional.of(value(argument));
        case "--set" -> set(value(argument));
        case "--sort" -> sort = key(value(argument));
        case "--json" -> json = true;
        case "--tasks-per-core" -> tasksPerCore = OptionalInt.of(count(value(argument)));
        default -> {
          if (argument.startsWith("--")) {
            throw new IllegalArgumentException("there is no option " + argument);
          }
          models.add(argument);
        }
      }
    }

    private String value(String option) {
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return rest.remove();
    }

    private void set(String setting) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--set needs OPTION=VALUE, such as mpFit=true, but was " + setting);
      }
      options.parse(setting.substring(0, equals), setting.substring(equals + 1));
    }

    private static RankKey key(String text) {
      return Arrays.stream(RankKey.values())
          .filter(key -> key.key().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "'%s' is no key; there are %s"
                          .formatted(
                              text,
                              Arrays.stream(RankKey.values())
                                  .map(RankKey::key)
                                  .collect(Collectors.joining(", ")))));
    }

    private static int count(String text) {
      if (!text.matches("[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException(
            "--tasks-per-core must be a whole number from 1 to 9999 but was " + text);
      }
      return Integer.parseInt(text);
    }
  }

  /**
   * Understands arguments.
   *
   * @throws IllegalArgumentException where they cannot be; the message lists all problems, a line
   *     each
   */
  static Arguments parse(String... arguments) {
    return new Parser(List.of(arguments)).arguments();
  }
}
