package io.github.weightwatcher4j.compare.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a tensor in an adapter says.
 *
 * @param module name of the module that is adapted, {@code base_layer} behind it for each adapter
 *     that lies around this one
 * @param adapter name of the adapter; empty text for the only or the default one
 * @param part what the tensor is
 * @param custom whose names these are, which tells how the factors lie
 */
public record LoraName(String module, String adapter, Part part, Custom custom) {

  /** What a tensor is to its update. */
  public enum Part {
    /** A, [r, in]. */
    DOWN,
    /** B, [out, r]. */
    UP,
    /** A third factor between the two, of convolutions. */
    MIDDLE,
    /** Norms of the rows of the updated matrix. */
    MAGNITUDE,
    /** A number that the product is multiplied by, before it is divided by the rank. */
    ALPHA
  }

  /** Whose names there are. */
  public enum Custom {
    /** {@code X.lora_A.weight}, of Hugging Face's PEFT. */
    PEFT,
    /** {@code X.lora_embedding_A}: the update is the transpose of what the layer has. */
    EMBEDDING,
    /** {@code X.lora_down.weight} and {@code X.lora.down.weight}; no alpha means that it is r. */
    DIFFUSION,
    /** {@code X.lora_a}, with A as [in, r] and B as [r, out]; {@code X.lora_kernel_a} of Keras. */
    MLX,
    /** {@code X.weight.lora_a}, of llama.cpp. */
    GGUF
  }

  private static final Pattern FACTOR =
      Pattern.compile(
          "(?<target>.+)[._]lora[._](?<part>(embedding_)?[AB]|down|up|mid|magnitude_vector)"
              + "(\\.(?!(weight|bias)$)(?<adapter>[^.]+))?(\\.weight)?");

  /** Of diffusers, in text encoders. */
  private static final Pattern LINEAR =
      Pattern.compile("(?<target>.+)\\.lora_linear_layer\\.(?<part>down|up)\\.weight");

  private static final Pattern SMALL =
      Pattern.compile(
          "(?<target>.+)[./]lora_(kernel_|embeddings_)?(?<part>[ab])(?<weight>\\.weight)?");

  /** Only beside a pair of factors. */
  private static final Pattern BESIDE =
      Pattern.compile("(?<target>.+)\\.(?<part>alpha|dora_scale|m)");

  /** Of Flux, whose two streams are numbered: {@code X.processor.qkv_lora1.down.weight}. */
  private static final Pattern STREAM =
      Pattern.compile(
          "(?<block>.+)\\.processor\\.(?<layer>proj|qkv)_lora(?<stream>[12])"
              + "\\.(?<part>down|up)\\.weight");

  /** What PEFT puts before the names of the model that it wraps. */
  private static final String WRAPPER = "base_model.model.";

  /** What PEFT puts behind the name of a module that several adapters lie around. */
  private static final String INNER = ".base_layer";

  /** The name of a factor taken apart; empty where it is not that of one. */
  public static Optional<LoraName> of(String name) {
    if (!name.contains("lora")) {
      return Optional.empty(); // as of nearly all names of a model that has very many
    }
    Matcher factor = FACTOR.matcher(name);
    if (factor.matches()) {
      String part = factor.group("part");
      String adapter = Optional.ofNullable(factor.group("adapter")).orElse("default");
      return Optional.of(
          new LoraName(
              module(factor.group("target")),
              adapter.equals("default") ? "" : adapter,
              part(part),
              custom(part)));
    }
    Matcher linear = LINEAR.matcher(name);
    if (linear.matches()) {
      Part part = part(linear.group("part"));
      return Optional.of(new LoraName(linear.group("target"), "", part, Custom.DIFFUSION));
    }
    Matcher stream = STREAM.matcher(name);
    if (stream.matches()) {
      String attention = stream.group("stream").equals("1") ? ".img_attn." : ".txt_attn.";
      String target = stream.group("block") + attention + stream.group("layer");
      return Optional.of(new LoraName(target, "", part(stream.group("part")), Custom.DIFFUSION));
    }
    Matcher small = SMALL.matcher(name);
    return small.matches() ? Optional.of(small(small)) : Optional.empty();
  }

  private static LoraName small(Matcher name) {
    String target = name.group("target");
    Part part = part(name.group("part").toUpperCase(Locale.ROOT));
    if (name.group("weight") != null) {
      return new LoraName(module(target), "", part, Custom.PEFT); // a module of its own, as there
    }
    return target.endsWith(".weight")
        ? new LoraName(target.replaceFirst("\\.weight$", ""), "", part, Custom.GGUF)
        : new LoraName(target, "", part, Custom.MLX);
  }

  /** The name of a number or a vector that belongs to a pair of factors, if there is that pair. */
  public static Optional<LoraName> beside(String name) {
    if (!name.endsWith("a") && !name.endsWith("e") && !name.endsWith("m")) {
      return Optional.empty();
    }
    Matcher beside = BESIDE.matcher(name);
    if (!beside.matches()) {
      return Optional.empty();
    }
    Part part = beside.group("part").equals("alpha") ? Part.ALPHA : Part.MAGNITUDE;
    return Optional.of(new LoraName(module(beside.group("target")), "", part, Custom.DIFFUSION));
  }

  private static Part part(String part) {
    return switch (part) {
      case "down", "A", "embedding_A" -> Part.DOWN;
      case "up", "B", "embedding_B" -> Part.UP;
      case "mid" -> Part.MIDDLE;
      default -> Part.MAGNITUDE;
    };
  }

  private static Custom custom(String part) {
    if (part.startsWith("embedding")) {
      return Custom.EMBEDDING;
    }
    return part.matches("down|up|mid") ? Custom.DIFFUSION : Custom.PEFT;
  }

  private static String module(String name) {
    String target = name.startsWith(WRAPPER) ? name.substring(WRAPPER.length()) : name;
    // Processors of attention were modules of their own beside the projections that they adapted.
    return target.contains(".processor.")
        ? target.replace(".processor.", ".").replaceFirst("\\.to_out$", ".to_out.0")
        : target;
  }

  /** Full name of the module that is adapted. */
  public String target() {
    String target = module;
    while (target.endsWith(INNER)) {
      target = target.substring(0, target.length() - INNER.length());
    }
    return target;
  }

  /** How many adapters lie around this one. */
  int depth() {
    return (module.length() - target().length()) / INNER.length();
  }

  /** Full name of the pair that it is half of: the module, with the adapter if it has a name. */
  public String pair() {
    return adapter.isEmpty() ? module : module + " (" + adapter + ")";
  }

  /** The name of a whole tensor of an adapter as the base model has it. */
  static String inModel(String name) {
    String inner = name.startsWith(WRAPPER) ? name.substring(WRAPPER.length()) : name;
    return inner
        .replaceFirst("\\.modules_to_save(\\.[^.]+)?(?=\\.[^.]+$)", "")
        .replaceFirst("\\.base_layer(?=\\.[^.]+$)", "")
        .replaceFirst("\\.weight$", "");
  }

  /** Whether a tensor comes out of PEFT's wrapper. */
  static boolean isWrapped(String name) {
    return name.startsWith(WRAPPER);
  }
}
