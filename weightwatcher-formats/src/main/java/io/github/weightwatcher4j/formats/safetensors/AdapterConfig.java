package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.JsonInput;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Configuration of a LoRA adapter, {@code adapter_config.json} beside its weights as Hugging Face's
 * PEFT writes it. An adapter changes a matrix by {@code scale * B A}, where {@code A} is {@code [r,
 * in]} and {@code B} is {@code [out, r]}.
 *
 * @param rank r, positive
 * @param alpha {@code lora_alpha}, positive
 * @param rankStabilized whether the scale is {@code alpha / sqrt(r)} and not {@code alpha / r}
 * @param fanInFanOut whether the matrices of the model are {@code [in, out]}, so that the change is
 *     transposed
 * @param ranks ranks of modules whose names end so, where they differ
 * @param alphas alphas of modules whose names end so, where they differ
 * @param baseModel name or path of the model that is adapted
 */
public record AdapterConfig(
    int rank,
    double alpha,
    boolean rankStabilized,
    boolean fanInFanOut,
    Map<String, Integer> ranks,
    Map<String, Double> alphas,
    Optional<String> baseModel) {

  private static final String NAME = "adapter_config.json";

  /** Far longer than any. */
  private static final long LONGEST = 1 << 24;

  /** Checks that ranks and alphas are positive. */
  public AdapterConfig {
    ranks = Map.copyOf(ranks);
    alphas = Map.copyOf(alphas);
    if (rank < 1 || ranks.values().stream().anyMatch(r -> r < 1)) {
      throw new IllegalArgumentException("a rank r is 1 or more: " + rank + " " + ranks);
    }
    if (!isScale(alpha) || !alphas.values().stream().allMatch(AdapterConfig::isScale)) {
      throw new IllegalArgumentException("lora_alpha is positive: " + alpha + " " + alphas);
    }
  }

  private static boolean isScale(double value) {
    return value > 0 && value <= Double.MAX_VALUE;
  }

  /**
   * The configuration in a folder; empty where there is none.
   *
   * @throws WeightFileException where it cannot be understood
   */
  public static Optional<AdapterConfig> in(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static AdapterConfig read(Path file) throws IOException {
    FilePlace place = FilePlace.of(file);
    if (Files.size(file) > LONGEST) {
      throw place.problem("is longer than 16 MB", "is it really a configuration?");
    }
    Fields fields = new Fields();
    try (JsonInput json = JsonInput.open(place, 0, Files.newInputStream(file))) {
      json.object(key -> fields.read(json, key));
      json.requireEnd();
    }
    try {
      return fields.config();
    } catch (IllegalArgumentException e) {
      throw place.problem(String.valueOf(e.getMessage()), "download it again", e);
    }
  }

  /** Rank of a module's adapter. */
  public int rank(String module) {
    return ofModule(ranks, module).orElse(rank);
  }

  /** What {@code B A} is multiplied by in a module. */
  public double scale(String module) {
    double r = rank(module);
    return ofModule(alphas, module).orElse(alpha) / (rankStabilized ? Math.sqrt(r) : r);
  }

  /** PEFT takes the keys for regular expressions; in files they are ends of names. */
  private static <T> Optional<T> ofModule(Map<String, T> values, String module) {
    return values.entrySet().stream()
        .filter(e -> module.equals(e.getKey()) || module.endsWith("." + e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The fields as they come. */
  private static final class Fields {
    private int rank;
    private double alpha;
    private boolean rankStabilized;
    private boolean fanInFanOut;
    private final Map<String, Integer> ranks = new LinkedHashMap<>();
    private final Map<String, Double> alphas = new LinkedHashMap<>();
    private Optional<String> baseModel = Optional.empty();

    void read(JsonInput json, String key) throws IOException {
      switch (key) {
        case "r" -> rank = (int) json.number(key);
        case "lora_alpha" -> alpha = json.number(key);
        case "use_rslora" -> rankStabilized = json.isTrue();
        case "fan_in_fan_out" -> fanInFanOut = json.isTrue();
        case "base_model_name_or_path" -> baseModel = json.textOrNull(key);
        case "rank_pattern" -> json.object(name -> ranks.put(name, (int) json.number(name)));
        case "alpha_pattern" -> json.object(name -> alphas.put(name, json.number(name)));
        default -> json.skip();
      }
    }

    AdapterConfig config() {
      return new AdapterConfig(rank, alpha, rankStabilized, fanInFanOut, ranks, alphas, baseModel);
    }
  }
}
