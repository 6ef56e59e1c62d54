package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.compare.internal.LoraName.Custom;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the product of each pair of factors is multiplied by. The adapter's own files say it: a
 * number beside the pair, or the settings. Only where they do not does the caller's scale count; a
 * caller's scale that is another than the files' is an error, never preferred in silence. Where
 * nobody says it and it is the custom of those who write such names, alpha is the rank.
 */
final class LoraScales {

  /** Of diffusers and of what reads its files; in {@code transformer.h.0} it is GPT-2's. */
  private static final String PIPELINE =
      "(unet|transformer(_2)?(?!\\.h\\.)|text_encoder(_[23])?|diffusion_model)\\..*";

  private final Optional<LoraSettings> settings;
  private final Optional<LoraScale> given;
  private final ModulePatterns<Integer> ranks;
  private final ModulePatterns<Double> alphas;

  LoraScales(Optional<LoraSettings> settings, Optional<LoraScale> given) {
    this.settings = settings;
    this.given = given;
    this.ranks =
        new ModulePatterns<>("rank_pattern", settings.map(LoraSettings::ranks).orElse(Map.of()));
    this.alphas =
        new ModulePatterns<>("alpha_pattern", settings.map(LoraSettings::alphas).orElse(Map.of()));
    settings.ifPresent(this::requireAgreement);
  }

  private void requireAgreement(LoraSettings told) {
    if (given.isEmpty() || (told.scale().isEmpty() && told.factor().isEmpty())) {
      return;
    }
    boolean same = told.scale().equals(given) && told.alphas().isEmpty();
    if (!same || told.factor().isPresent()) {
      throw new IllegalArgumentException(
          "%s was given, but %s says %s: leave the value out"
              .formatted(described(given.get()), told.source(), described(told)));
    }
  }

  private static String described(LoraSettings told) {
    if (told.factor().isPresent()) {
      return "that the scale is " + told.factor().getAsDouble();
    }
    String scale = told.scale().map(LoraScales::described).orElse("");
    return told.alphas().isEmpty() ? scale : scale + " and others for some modules";
  }

  private static String described(LoraScale scale) {
    return "alpha "
        + scale.alpha()
        + (scale.rankStabilized() ? " with rsLoRA, alpha / sqrt(r)" : "");
  }

  /** The rank that the settings give a module; empty where they give none. */
  OptionalInt rank(String module) {
    Optional<Integer> own = ranks.of(module);
    return own.isPresent()
        ? OptionalInt.of(own.get())
        : settings.map(LoraSettings::rank).orElse(OptionalInt.empty());
  }

  /**
   * The factor of a pair; empty where nobody says it.
   *
   * @param beside the number beside the pair, if there is one
   * @throws IllegalArgumentException where the caller's scale is not that of the files
   */
  OptionalDouble factor(LoraName name, int rank, OptionalDouble beside) {
    if (beside.isPresent()) {
      return OptionalDouble.of(besides(name, rank, beside.getAsDouble()));
    }
    Optional<LoraSettings> told =
        settings.filter(it -> it.scale().isPresent() || it.factor().isPresent());
    if (told.isPresent()) {
      return OptionalDouble.of(told(told.get(), name, rank));
    }
    if (given.isPresent()) {
      return OptionalDouble.of(given.get().factor(rank));
    }
    boolean custom =
        name.custom() == Custom.DIFFUSION
            || (name.custom() == Custom.PEFT && name.module().matches(PIPELINE));
    return custom && settings.isEmpty() ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  private double besides(LoraName name, int rank, double alpha) {
    double factor = alpha / rank;
    if (given.isPresent() && given.get().factor(rank) != factor) {
      throw new IllegalArgumentException(
          "%s was given, but the file says alpha %s for %s: leave the value out"
              .formatted(described(given.get()), alpha, name.pair()));
    }
    return factor;
  }

  private double told(LoraSettings told, LoraName name, int rank) {
    if (told.factor().isPresent()) {
      return told.factor().getAsDouble();
    }
    LoraScale scale = told.scale().orElseThrow();
    double alpha = alphas.of(name.target()).orElse(scale.alpha());
    return new LoraScale(alpha, scale.rankStabilized()).factor(rank);
  }
}
