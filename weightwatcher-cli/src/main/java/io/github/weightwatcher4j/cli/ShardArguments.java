package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.run.Shard;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The part of a model that this process takes. */
final class ShardArguments {

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Only the layers of one of N shards of about equal work, such as 3/8; 'merge' joins their"
              + " --json files.")
  private Optional<String> shard = Optional.empty();

  /** Sets the option; what judges whole models has to wait for all shards. */
  void set(
      AnalysisOptionsBuilder options, GateArguments gate, ResultFiles files, Problems problems) {
    if (shard.isEmpty()) {
      return;
    }
    problems.attempt(() -> options.shard(parsed(shard.get())));
    problems.require(
        gate.conditions().isEmpty() && !files.tellsPipelines(),
        "--shard: --fail-on, --junit, --sarif and --annotations judge whole models; give them to"
            + " 'merge'");
    problems.require(
        files.hasJson(), "--shard needs --json FILE, the part that 'merge' joins with the others");
  }

  /** What a part lacks because others have it is nothing to be told of. */
  Gate gate(GateArguments whole, PrintWriter err) {
    return shard.isPresent() ? Gate.ofShards(err) : whole.gate(err);
  }

  private static Shard parsed(String text) {
    if (!text.matches("\\d+/\\d+")) {
      throw new IllegalArgumentException("--shard must be such as 3/8 but was '" + text + "'");
    }
    return Shard.parse(text);
  }
}
