package io.github.weightwatcher4j.compare.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adapters of other kinds than pairs of low-rank factors, known by the names of their tensors. None
 * of these tensors is a layer, and what they make of one is not computed.
 */
public final class OtherAdapters {

  /** A kind of adapters. */
  private enum Kind {
    LOHA("LoHa", "hada_(w\\d(_[ab])?|t\\d)"),
    LOKR("LoKr", "lokr_(w\\d(_[ab])?|t\\d)"),
    IA3("IA3", "ia3_l|on_input"),
    OFT("OFT", "oft_(r|s|R|blocks|diag)|boft_(R|s)"),
    VERA("VeRA", "vera_(lambda_[bd]|[AB])|base_model\\.vera_[AB]"),
    ADALORA("AdaLoRA", "lora_E|ranknum"),
    FOURIER("FourierFT", "fourierft_\\w+"),
    VBLORA("VB-LoRA", "vblora_\\w+"),
    RANDLORA("RandLoRA", "randlora_\\w+"),
    OTHERS(
        "an adapter",
        "hra_u|bone_block|miss_block|shira_weight|c3a_kernel|road_(theta|alpha)|waveft_spectrum"),
    DIFFERENCE("a whole difference", "diff(?!\\.)"),
    TOKENS("changed tokens", "(token_adapter\\.)?trainable_tokens_delta");

    private final String title;
    private final String names;

    Kind(String title, String names) {
      this.title = title;
      this.names = names;
    }
  }

  /** One of these is in every such name, and hardly in any other. */
  private static final List<String> SIGNS =
      List.of(
          "hada_",
          "lokr_",
          "ia3_l",
          "on_input",
          "oft_",
          "vera_",
          "lora_E",
          "ranknum",
          "fourierft_",
          "vblora_",
          "randlora_",
          "hra_u",
          "bone_block",
          "miss_block",
          "shira_",
          "c3a_",
          "road_",
          "waveft_",
          ".diff",
          "trainable_tokens_delta");

  private static final Pattern NAME =
      Pattern.compile(
          "(?<target>.+)\\.("
              + Stream.of(Kind.values())
                  .map(kind -> "(?<" + kind.name() + ">" + kind.names + ")")
                  .collect(Collectors.joining("|"))
              + ")(\\.(?!weight$)[^.]+)?(\\.weight)?");

  private OtherAdapters() {}

  /**
   * What a tensor belongs to.
   *
   * @param target full name of the module that is changed
   * @param reason why the tensor is not used
   */
  public record Found(String target, String reason) {}

  /** What a tensor of that name belongs to; empty where it is none of these adapters. */
  public static Optional<Found> of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (SIGNS.stream().noneMatch(name::contains) || !matcher.matches()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (matcher.group(kind.name()) != null) {
        String reason =
            "%s (%s), which is not computed: merge it into its model and analyse that"
                .formatted(kind.title, matcher.group(kind.name()));
        return Optional.of(new Found(LoraName.inModel(matcher.group("target")), reason));
      }
    }
    return Optional.empty();
  }
}
