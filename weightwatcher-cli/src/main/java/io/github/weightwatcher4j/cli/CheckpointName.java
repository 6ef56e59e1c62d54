package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.report.TrainingStep;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the training a checkpoint was made, as its name tells: {@code epoch-7}, {@code
 * epoch=3-step=1200.ckpt}, {@code checkpoint-1200}, {@code model-7.pt}.
 *
 * @param epoch epochs finished
 * @param iteration updates made
 */
record CheckpointName(int epoch, int iteration) {

  private static final Pattern EPOCH = named("epochs?");
  private static final Pattern STEP =
      named("(?:global_?)?steps?|checkpoint|ckpt|iter(?:ation)?s?|updates?");

  /** At the end of a name or of its stem, and no decimals of another number. */
  private static final Pattern LAST = Pattern.compile("(?:^|[-_])(\\d{1,9})(?:\\.\\D.*)?$");

  private static Pattern named(String words) {
    return Pattern.compile(
        "(?:^|[^a-z])(?:" + words + ")[-_=. ]?(\\d{1,9})(?!\\d)", Pattern.CASE_INSENSITIVE);
  }

  /**
   * The numbers of a name. One that it does not tell is that of the step before; where it tells
   * none, the checkpoint is one epoch later.
   *
   * @param before the step before, if there is one
   */
  static CheckpointName of(String name, Optional<TrainingStep> before) {
    int lastEpoch = before.map(TrainingStep::epoch).orElse(0);
    int lastIteration = before.map(TrainingStep::iteration).orElse(0);
    OptionalInt epoch = number(EPOCH, name);
    OptionalInt step = number(STEP, name);
    if (epoch.isPresent() || step.isPresent()) {
      return new CheckpointName(epoch.orElse(lastEpoch), step.orElse(lastIteration));
    }
    int last = number(LAST, name).orElse(0);
    // A size at the end of all names, as in mlp-256, tells no epoch.
    return new CheckpointName(last > lastEpoch ? last : lastEpoch + 1, lastIteration);
  }

  private static OptionalInt number(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
