package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the work is run. */
final class ExecutionArguments {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Layers at a time (default: one a processor). Results do not depend on it.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.class,
      description = "Memory for the matrices, 2G say (default: half of what is free).")
  private Optional<Long> memory = Optional.empty();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  void apply(AnalysisOptionsBuilder options) {
    threads.ifPresent(options::threads);
    memory.ifPresent(options::memoryBudget);
  }

  boolean quiet() {
    return quiet;
  }

  AnalysisProgress progress(String name) {
    return AnalysisProgress.start(name, quiet);
  }
}
