package io.github.weightwatcher4j.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the files of an adapter say of its updates {@code s B A}.
 *
 * @param source where it stands, for messages, {@code adapter_config.json} say
 * @param rank r of the modules that no pattern names; empty where it is not told
 * @param scale alpha, and what it is divided by; empty where it is not told
 * @param factor s itself, where that is told and not alpha; finite
 * @param fanInFanOut whether the adapted matrices are {@code [in, out]}, so that the transpose of
 *     an update is added to them
 * @param magnitudes whether the adapter learned the norms of the rows too (DoRA)
 * @param ranks ranks by module, where they differ; keys are regular expressions as PEFT takes them,
 *     of which the first counts that matches a whole name or what follows a dot in it
 * @param alphas alphas by module, likewise
 * @param parameters names of parameters, with those of their modules before them, that are adapted
 *     in place of modules: stacks of experts
 * @param obstacle why there are no such updates, for people; empty text where there are
 * @param baseObstacle why they cannot be added to the base model, for people; empty text where they
 *     can
 */
public record LoraSettings(
    String source,
    OptionalInt rank,
    Optional<LoraScale> scale,
    OptionalDouble factor,
    boolean fanInFanOut,
    boolean magnitudes,
    Map<String, Integer> ranks,
    Map<String, Double> alphas,
    List<String> parameters,
    String obstacle,
    String baseObstacle) {

  /** Checks that ranks are at least 1 and the other numbers finite, alphas not negative. */
  public LoraSettings {
    Objects.requireNonNull(source);
    ranks = Collections.unmodifiableMap(new LinkedHashMap<>(ranks)); // the first match counts
    alphas = Collections.unmodifiableMap(new LinkedHashMap<>(alphas));
    parameters = List.copyOf(parameters);
    if (rank.orElse(1) < 1 || ranks.values().stream().anyMatch(r -> r < 1)) {
      throw new IllegalArgumentException("a rank r is 1 or more: " + rank + " " + ranks);
    }
    if (!alphas.values().stream().allMatch(a -> a > 0 && a <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("lora_alpha is positive and finite: " + alphas);
    }
    if (!(Math.abs(factor.orElse(0)) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a scale is finite: " + factor);
    }
  }

  /** An alpha for all modules and nothing else. */
  public static LoraSettings of(String source, LoraScale scale) {
    return new LoraSettings(source, Optional.of(scale), "");
  }

  /** Settings by which no update can be computed, for the reason given. */
  public static LoraSettings unusable(String source, String obstacle) {
    return new LoraSettings(source, Optional.empty(), obstacle);
  }

  private LoraSettings(String source, Optional<LoraScale> scale, String obstacle) {
    this(
        source,
        OptionalInt.empty(),
        scale,
        OptionalDouble.empty(),
        false,
        false,
        Map.of(),
        Map.of(),
        List.of(),
        obstacle,
        "");
  }
}
