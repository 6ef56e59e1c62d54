package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is no matrix of weights, whatever its shape, and why. */
final class NonWeights {

  /** State that is counted or measured, not learned, and tables that positions index. */
  private static final Pattern BUFFER =
      Pattern.compile(
          "running_mean|running_var|num_batches_tracked|moving_mean|moving_var(iance)?"
              + "|(.*_)?inv_freq|freqs_cis|(cos|sin)_cached|(.*_)?(position|token_type)_ids"
              + "|(.*_)?mask|masked_bias|relative_position_index|relative_coords_table"
              + "|total_(ops|params)|num_updates|zero_points?|fake_quant_enabled|running_\\w+|queue"
              + "|anchors|mel_basis|fb|pe|lut|_?ema_\\w+|factor_[AG]|hann_window|window");

  /** What an optimizer remembers of a parameter: by a component of the name, or its end. */
  private static final Pattern MOMENT =
      Pattern.compile(
          "(^|.*[./_])(exp_avg(_sq)?|max_exp_avg_sq|momentum_buffer|opt_state|optimizer_state"
              + "|optimizers?|torchopt|square_avg|acc_delta)([./].*)?"
              + "|(.*[./])?(adamw?|lamb|rmsprop|adagrad|opt|optim)[./](m|v|mu|nu|state|moment\\w*)"
              + "([./].*)?|.*(_momentum|_exp_avg|_exp_avg_sq|/Adam(_\\d+)?|/Momentum)");

  /** Names are looked at from here to their end; no model's are longer. */
  private static final int LONGEST_NAME = 300;

  /** Of which every name of a moment has one. */
  private static final List<String> MOMENTS =
      List.of(
          "avg", "moment", "Moment", "opt", "adam", "Adam", "lamb", "rmsprop", "adagrad", "acc_");

  /** Numbers that belong to quantized weights. */
  private static final Pattern SCALE =
      Pattern.compile(
          ".*scales?(_inv|_2)?|.*scaling_factor|.*_amax|absmax|nested_absmax|quant_map|nested_quant_map|SCB"
              + "|weight_format|g_idx|.*_g_idx|bitsandbytes__.*|.*_zero_points?|zeros?|scale_weight"
              + "|scale_input|_scale|_shift|codebooks?|centroids|lookup_table|trellis|comfy_quant"
              + "|scaled_fp8|invperm|perm");

  /** Several weights in one integer. */
  private static final Pattern PACKED =
      Pattern.compile("qweight|qzeros|weight_packed|W_q|q_weight|Qidxs|_data");

  /** What a module keeps its weights under. */
  private static final Pattern MAIN =
      Pattern.compile("(?i)(.*_)?(weights?|kernel|embeddings?|w\\d*)(_?\\d+)?");

  private static final Pattern NORM =
      Pattern.compile("(?i).*(norm|(^|[._/])(bn|ln)(\\d+)?([._/]|$)).*");

  private static final Pattern BIAS = Pattern.compile("bias(_\\w+)?|.*_bias|b|beta");

  private NonWeights() {}

  /** The end of a name is what tells; a pattern that begins with anything is slow on a long one. */
  private static String end(String leaf) {
    return leaf.substring(Math.max(0, leaf.length() - 64));
  }

  /** Whether the name or the type of its numbers says that it is no matrix of weights. */
  static boolean isNone(Parameter parameter) {
    return isInteger(parameter) || byName(parameter) || isMoment(parameter);
  }

  private static boolean isMoment(Parameter parameter) {
    String whole = parameter.name();
    String name = whole.substring(Math.max(0, whole.length() - LONGEST_NAME));
    return MOMENTS.stream().anyMatch(name::contains) && MOMENT.matcher(name).matches();
  }

  /** Integers count, index or encode; those that stand for weights have been decoded before. */
  private static boolean isInteger(Parameter parameter) {
    return parameter
        .tensor()
        .view()
        .filter(view -> view.storage().precision() == Precision.INTEGER)
        .isPresent();
  }

  private static boolean byName(Parameter parameter) {
    String leaf = end(parameter.leaf());
    return BUFFER.matcher(leaf).matches()
        || SCALE.matcher(leaf).matches()
        || PACKED.matcher(leaf).matches()
        || isBias(parameter);
  }

  private static boolean isBias(Parameter parameter) {
    return BIAS.matcher(end(parameter.leaf())).matches();
  }

  /** Whether it is listed although its module has a matrix: where one could look for a matrix. */
  static boolean deservesMention(Parameter parameter) {
    return parameter.hasTwoAxes();
  }

  /** Type of a module without a matrix. */
  static LayerType type(List<Parameter> module) {
    boolean norm = module.stream().anyMatch(NonWeights::isNorm);
    return norm ? LayerType.NORM : LayerType.OTHER;
  }

  private static boolean isNorm(Parameter parameter) {
    boolean prelu = parameter.module().toLowerCase(Locale.ROOT).contains("prelu");
    boolean scale = parameter.leaf().matches("weight|gamma") && !prelu;
    boolean vector = parameter.shape().rank() <= 1;
    return vector
        && (scale
            || parameter.leaf().startsWith("running_")
            || NORM.matcher(parameter.module()).matches());
  }

  /** Why a module has no matrix. */
  static String reason(List<Parameter> module) {
    List<Parameter> remarkable =
        module.stream()
            .filter(p -> deservesMention(p) || unreadable(p) || isUnread(p, module))
            .toList();
    if (!remarkable.isEmpty()) {
      return remarkable.stream().map(NonWeights::reason).collect(Collectors.joining(", "));
    }
    boolean buffers = module.stream().allMatch(p -> BUFFER.matcher(p.leaf()).matches());
    String what =
        type(module) == LayerType.NORM
            ? "normalization carries vectors, no matrix: "
            : buffers ? "buffers, not weights: " : "carries vectors, no matrix: ";
    return what + module.stream().map(Parameter::described).collect(Collectors.joining(", "));
  }

  /** What it means that a module has no matrix. */
  static Absence absence(List<Parameter> module) {
    if (module.stream().anyMatch(p -> isUnread(p, module))) {
      return Absence.UNREAD;
    }
    boolean leftOut = module.stream().anyMatch(p -> p.tensor().absence() == Absence.LEFT_OUT);
    return leftOut ? Absence.LEFT_OUT : Absence.NO_WEIGHTS;
  }

  /**
   * Whether a parameter that is no matrix is, or may be, weights that are lost: not read, codes
   * without what decodes them, or of a shape that nothing tells the axes of.
   */
  static boolean isUnread(Parameter parameter, List<Parameter> module) {
    String leaf = end(parameter.leaf());
    if (BUFFER.matcher(leaf).matches() || isMoment(parameter) || isVectorOfBias(parameter)) {
      return false;
    }
    if (unreadable(parameter)) {
      return parameter.tensor().absence() == Absence.UNREAD;
    }
    if (PACKED.matcher(leaf).matches()) {
      return true;
    }
    if (SCALE.matcher(leaf).matches()) {
      return parameter.hasTwoAxes() && isCoded(module);
    }
    if (isInteger(parameter)) {
      return MAIN.matcher(leaf).matches() || (parameter.hasTwoAxes() && isCoded(module));
    }
    return parameter.hasTwoAxes() && !isBias(parameter);
  }

  private static boolean isVectorOfBias(Parameter parameter) {
    return isBias(parameter) && parameter.shape().rank() == 1;
  }

  /** Whether there are integers and numbers that belong to quantized weights in a module. */
  private static boolean isCoded(List<Parameter> module) {
    return module.stream().anyMatch(p -> isInteger(p) || PACKED.matcher(end(p.leaf())).matches())
        && module.stream().anyMatch(p -> SCALE.matcher(end(p.leaf())).matches());
  }

  private static boolean unreadable(Parameter parameter) {
    return parameter.tensor().view().isEmpty();
  }

  /** Why one parameter is no matrix. */
  static String reason(Parameter parameter) {
    String leaf = parameter.leaf();
    String shown = parameter.described();
    if (unreadable(parameter)) {
      return shown + ": " + parameter.tensor().reason();
    }
    if (PACKED.matcher(leaf).matches()) {
      return shown + ": packed weights whose scales are not beside them";
    }
    if (SCALE.matcher(leaf).matches()) {
      return shown + ": belongs to quantized weights";
    }
    if (BUFFER.matcher(leaf).matches()) {
      return shown + ": a buffer, not weights";
    }
    if (isMoment(parameter)) {
      return shown + ": of an optimizer, not weights";
    }
    if (isInteger(parameter)) {
      return shown + ": integers without a scale that is known: codes or indices, not weights";
    }
    return shown + (isBias(parameter) ? ": a bias or a mask, not weights" : ": no matrix");
  }
}
