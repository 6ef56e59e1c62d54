package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.Option;
import io.github.weightwatcher4j.option.OptionGroup;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Preset;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of an analysis as flags of a command, made from {@link Options}: names, values,
 * defaults and help. Only what was typed is sent.
 */
final class OptionFlags {

  private static final String QUIET = "--quiet";
  private static final String PRESET = "--preset";

  private OptionFlags() {}

  /** Flags of every group. */
  static final class Analyze implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      return add(command, OptionGroup.values());
    }
  }

  /** Flags that choose layers. */
  static final class Describe implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      return add(command, OptionGroup.LAYERS);
    }
  }

  /** Flags that choose layers, and say how the work is run. */
  static final class Compare implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      return add(command, OptionGroup.LAYERS, OptionGroup.RUN);
    }
  }

  private static CommandSpec add(CommandSpec command, OptionGroup... groups) {
    if (command.optionsMap().containsKey(Options.LAYERS.flag().orElseThrow())) {
      return command; // a command with an alias is transformed once for each of its names
    }
    int order = 0;
    for (OptionGroup group : groups) {
      order += 10; // other groups find a place between
      ArgGroupSpec.Builder flags =
          ArgGroupSpec.builder()
              .validate(false)
              .heading("%n@|bold " + group.title() + "|@%n")
              .order(order);
      if (group == OptionGroup.COMPUTED) {
        flags.addArg(
            OptionSpec.builder(PRESET)
                .type(String.class)
                .paramLabel("NAME")
                .description(
                    Arrays.stream(Preset.values())
                        .map(preset -> preset.key() + ": " + preset.meaning())
                        .collect(Collectors.joining("; ", "", ".")))
                .build());
      }
      for (Option<?> option : Options.all()) {
        if (option.group() == group && option.flag().isPresent()) {
          flags.addArg(flag(option, option.flag().get()));
        }
      }
      if (group == OptionGroup.RUN) {
        flags.addArg(
            OptionSpec.builder("-q", QUIET)
                .type(boolean.class)
                .arity("0")
                .description("Show no progress.")
                .build());
      }
      command.addArgGroup(flags.build());
    }
    return command;
  }

  private static OptionSpec flag(Option<?> option, String name) {
    OptionSpec.Builder flag = OptionSpec.builder(name).description(help(option));
    if (option.isSwitch()) {
      return flag.type(boolean.class)
          .arity("0")
          .negatable(true)
          .defaultValue("true")
          .fallbackValue("true")
          .build();
    }
    flag.paramLabel(option.flagValue());
    return option.isList()
        ? flag.type(List.class).auxiliaryTypes(String.class).arity("1").build()
        : flag.type(String.class).arity("1").build();
  }

  private static String help(Option<?> option) {
    String text = option.meaning().replace("%", "%%");
    return option.defaultText().isEmpty()
        ? text + "."
        : text + " (default: " + option.defaultText() + ").";
  }

  /** Whether no progress is to be shown. */
  static boolean quiet(CommandLine line) {
    return line.getParseResult().hasMatchedOption(QUIET);
  }

  /** The options that were typed; a flag with a value that is none is a problem. */
  static AnalysisOptionsBuilder typed(CommandLine line, Problems problems) {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder();
    ParseResult typed = line.getParseResult();
    if (typed.hasMatchedOption(PRESET)) {
      problems.attempt(() -> builder.preset(preset(typed.matchedOptionValue(PRESET, ""))));
    }
    for (Option<?> option : Options.all()) {
      if (option.flag().filter(typed::hasMatchedOption).isPresent()) {
        problems.attempt(() -> set(builder, option, typed.matchedOption(option.flag().get())));
      }
    }
    return builder;
  }

  /** The solvers must be among those that are there. */
  static void requireSolver(AnalysisOptionsBuilder options, Problems problems) {
    List<String> solvers = SpectrumSolvers.names();
    for (String solver : SpectrumSolvers.names(options.get(Options.SOLVER))) {
      problems.require(
          solvers.contains(solver),
          "--solver must be one of "
              + String.join(", ", solvers)
              + " but was '"
              + solver
              + "'; WEIGHTWATCHER_CLASSPATH adds others to the command (docs/cuda.md)");
    }
  }

  private static Preset preset(String name) {
    return Arrays.stream(Preset.values())
        .filter(preset -> preset.key().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    PRESET
                        + " must be "
                        + Arrays.stream(Preset.values())
                            .map(Preset::key)
                            .collect(Collectors.joining(" or "))
                        + " but was '"
                        + name
                        + "'"));
  }

  private static <T> void set(AnalysisOptionsBuilder builder, Option<T> option, OptionSpec typed) {
    if (!option.isSwitch() && !option.isList() && typed.stringValues().size() > 1) {
      throw new IllegalArgumentException(typed.longestName() + " is given more than once");
    }
    String text =
        option.isSwitch()
            ? String.valueOf(typed.<Boolean>getValue())
            : String.join(",", typed.stringValues());
    builder.set(option, option.ofFlag(text));
  }
}
