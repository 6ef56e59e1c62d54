package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the names of modules and parameters tell of what a matrix does. */
public final class ModuleNames {

  private static final Pattern EMBEDDING =
      Pattern.compile(
          "(.*_)?(embed|embeds|embedding|embeddings|emb|embs|embd|embedder)(_.*)?"
              + "|wte|wpe|token_types|shared|relative_attention_bias|relative_position_bias_table");

  /** An embedding's name with one of these is that of a projection to or from it. */
  private static final Pattern PROJECTION =
      Pattern.compile("(.*_)?(proj|projection|linear|dense|out|patch|mapping|norm|conv|mlp)(_.*)?");

  private static final Pattern ATTENTION =
      Pattern.compile(
          "[qkvo]_?(proj|lin|linear)|(out|attn|kv|qkv|qk)_proj|out_lin|query|key|value|queries|keys"
              + "|values|to_(q|k|v|kv|qkv|out)|w[qkvo]|Wqkv|wqkv|qkv|query_key_value|c_attn|q_attn"
              + "|linear_qkv|in_proj|in_proj_(weight|qkv)|[qkv]_proj_weight|(q|kv)_[ab]_proj"
              + "|attn_[qkvo]|attn_(output|out|qkv)|attn_(q|k|v|kv)_[ab](_mqa)?");

  private static final Pattern ROUTER = Pattern.compile("router|gate|gating|gate_network");

  private static final Pattern ALL_EXPERTS =
      Pattern.compile("(^|[._])experts[._](?!\\d)(?!.*[._]\\d+[._])");

  private static final Pattern FEED_FORWARD =
      Pattern.compile("(?i).*(mlp|moe|ffn|feed_?forward|dense).*");

  private static final Pattern INSIDE_ATTENTION =
      Pattern.compile("(?i)(.*_)?[a-z]*(attn|attention)(_?\\d+)?");

  /** What the output projection is called inside attention. */
  private static final Pattern OUTPUT = Pattern.compile("c_proj|proj|dense|out|output|o");

  private static final Pattern TRANSPOSED =
      Pattern.compile(
          "(?i)conv_?\\d?d?_?trans(pose)?d?|trans(pose)?d?_?conv|deconv|up_?conv|convtr|conv_?up"
              + "|conv_?t([._/\\d]|$)|(^|[._/])ups?([._/]\\d+)*$");

  private ModuleNames() {}

  /** Whether a module of this name, {@code layers.0.self_attn.q_proj} say, projects attention. */
  public static boolean isAttention(String module) {
    TensorShape any = TensorShape.of(1, 1);
    return isAttention(
        Parameter.of(NamedTensor.unreadable(module + ".weight", any, "a name only")));
  }

  /** Whether a component of a name is that of a lookup table; components in any case. */
  static boolean isEmbedding(String component) {
    if (component.length() > 64) {
      return false;
    }
    String snake = component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    return EMBEDDING.matcher(snake).matches() && !PROJECTION.matcher(snake).matches();
  }

  /** Whether a tensor of three axes is a stack of experts' matrices. */
  static boolean isExperts(Parameter parameter) {
    return parameter.name().contains("experts") || component(parameter).endsWith("_exps");
  }

  /** Whether a parameter is that of a router, which chooses experts. */
  static boolean isRouter(Parameter parameter) {
    return ROUTER.matcher(parameter.moduleLeaf()).matches()
        || ROUTER.matcher(parameter.moduleParent()).matches();
  }

  /** Whether it is of all experts at once, not of one of them, which has a number. */
  static boolean isAllExperts(Parameter parameter) {
    return ALL_EXPERTS.matcher(parameter.name()).find();
  }

  /** Whether the module is a projection of attention. */
  static boolean isAttention(Parameter parameter) {
    String component = component(parameter);
    if (component.equals("wo") && FEED_FORWARD.matcher(parameter.moduleParent()).matches()) {
      return false;
    }
    if (ATTENTION.matcher(component).matches()) {
      // State space models have an in_proj too, which is no attention.
      return !component.equals("in_proj") || isInsideAttention(parameter);
    }
    return OUTPUT.matcher(component).matches() && isInsideAttention(parameter);
  }

  private static boolean isInsideAttention(Parameter parameter) {
    return INSIDE_ATTENTION.matcher(parameter.moduleParent()).matches()
        || parameter.module().endsWith("attention.output.dense"); // BERT's
  }

  /** Whether the module is a transposed convolution, its kernel {@code [in, out, k...]}. */
  static boolean isTransposed(Parameter parameter) {
    return TRANSPOSED.matcher(parameter.module()).find();
  }

  /** The module that a module is in; empty for one that is in none. */
  static String above(String module) {
    return module.substring(
        0, Math.max(0, Math.max(module.lastIndexOf('.'), module.lastIndexOf('/'))));
  }

  /** The component that tells what a parameter is: the module's, or its own where it is not. */
  static String component(Parameter parameter) {
    return parameter.isMain() ? parameter.moduleLeaf() : parameter.leaf();
  }
}
