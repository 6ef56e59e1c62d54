package io.github.weightwatcher4j.formats.torch;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint keeps to go on training: no part of the model. An optimizer and a scheduler are
 * known by what they consist of, whatever they are called.
 */
final class Training {

  /** Why it is no layer. */
  static final String REASON = "is the state of an optimizer or a scheduler, no weights";

  /** What optimizers remember of a parameter, by names that nothing else has. */
  private static final Set<String> MOMENTS =
      Set.of(
          "exp_avg",
          "exp_avg_sq",
          "max_exp_avg_sq",
          "exp_avg_sq_row",
          "exp_avg_sq_col",
          "exp_avg_diff",
          "exp_inf",
          "momentum_buffer",
          "square_avg",
          "grad_avg",
          "acc_delta",
          "square_avgs",
          "exp_avgs",
          "exp_avg_sqs");

  /** By names that others have as well. */
  private static final Set<String> REMEMBERED =
      Set.of("step", "sum", "prev", "step_size", "momentum", "ax", "mu", "eta", "state1", "state2");

  /** As PaddlePaddle names them. */
  private static final Pattern NUMBERED_MOMENT =
      Pattern.compile(".*_(moment[12]?|beta[12]_pow_acc|velocity|inf_norm|mean_square)_\\d+");

  private static final Pattern NAMES =
      Pattern.compile("(?i).*(optim(?!al|iz(?!er))|sched|scaler|rng_?state|callback).*|amp|loops");

  private Training() {}

  /** Whether a value is the state of an optimizer or a scheduler, by what it consists of. */
  static boolean isState(@Nullable Object value) {
    Map<?, ?> entries = attributes(value);
    boolean optimizer = entries.containsKey("param_groups") && entries.containsKey("state");
    boolean scheduler =
        entries.containsKey("last_epoch")
            && (entries.containsKey("base_lrs") || entries.containsKey("_step_count"));
    boolean remembered =
        entries.containsKey("step")
            && entries.keySet().stream()
                .allMatch(k -> REMEMBERED.contains(k) || MOMENTS.contains(k));
    return optimizer || scheduler || remembered;
  }

  /** Whether a component of a name is that of something that an optimizer remembers. */
  static boolean isMoment(String path) {
    for (String component : path.split("\\.", -1)) {
      if (MOMENTS.contains(component)) {
        return true;
      }
    }
    return NUMBERED_MOMENT.matcher(path).matches();
  }

  /** Whether an entry is called as what belongs to training. */
  static boolean isName(String key) {
    return NAMES.matcher(key).matches();
  }

  /** The entries of a dictionary, or of an object's attributes. */
  static Map<?, ?> attributes(@Nullable Object value) {
    Object entries = value;
    if (value instanceof PickleObject object) {
      entries =
          object.entries().isPresent()
              ? object.entries().get()
              : object.state() instanceof Map<?, ?> state ? state : Map.of();
    }
    return entries instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The value without a class around a dictionary or list that is one itself. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof PickleObject object) {
      if (object.entries().isPresent()) {
        return object.entries().get();
      }
      if (object.items().isPresent()) {
        return object.items().get();
      }
    }
    return value;
  }
}
