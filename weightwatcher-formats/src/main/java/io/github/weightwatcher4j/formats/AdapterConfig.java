package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.LoraSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Configuration of a LoRA adapter, {@code adapter_config.json} beside its weights as Hugging Face's
 * PEFT or mlx-lm writes it.
 */
public final class AdapterConfig {

  /** The key of diffusers' metadata. */
  public static final String PIPELINE = "lora_adapter_metadata";

  private static final String NAME = "adapter_config.json";

  /** Far longer than any. */
  private static final long LONGEST = 1 << 24;

  private static final int MOST_PARAMETERS = 10_000;

  /** Of PEFT: these begin by taking a part of the base model's weights out of it. */
  private static final String INITIAL = "pissa.*|olora|corda|loftq|lora_ga";

  private final List<String> parameters = new ArrayList<>();
  private final Map<String, Integer> ranks = new LinkedHashMap<>();
  private final Map<String, Double> alphas = new LinkedHashMap<>();
  private Optional<String> kind = Optional.empty();
  private Optional<String> tuning = Optional.empty();
  private OptionalInt rank = OptionalInt.empty();
  private OptionalDouble alpha = OptionalDouble.empty();
  private OptionalDouble factor = OptionalDouble.empty();
  private OptionalDouble mlxAlpha = OptionalDouble.empty();
  private String source = NAME;
  private String start = "";
  private boolean rankStabilized;
  private boolean fanInFanOut;
  private boolean magnitudes;
  private Optional<String> unread = Optional.empty();
  private String obstacle = "";
  private String baseObstacle = "";

  private AdapterConfig() {}

  /**
   * What the configuration in a folder says; empty where there is none.
   *
   * @throws WeightFileException where it cannot be understood
   */
  public static Optional<LoraSettings> in(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static LoraSettings read(Path file) throws IOException {
    FilePlace place = FilePlace.of(file);
    if (Files.size(file) > LONGEST) {
      throw place.problem("is longer than 16 MB", "is it really a configuration?");
    }
    AdapterConfig config = new AdapterConfig();
    try (JsonInput json = JsonInput.open(place, 0, FileWindow.stream(file))) {
      json.object(key -> config.read(json, key));
      json.requireEnd();
    }
    return config.settings(place);
  }

  private LoraSettings settings(FilePlace place) {
    try {
      return settings();
    } catch (IllegalArgumentException e) {
      throw place.problem(String.valueOf(e.getMessage()), "download it again", e);
    }
  }

  /**
   * What diffusers keeps in the metadata of a file: the fields of the configuration, each with the
   * part of the pipeline and a dot before its key. Where it cannot be understood, the updates are
   * listed with the reason.
   */
  public static LoraSettings ofPipeline(Path file, String json) throws IOException {
    FilePlace place = FilePlace.of(file);
    try {
      Set<LoraSettings> settings = pipeline(place, json);
      return settings.size() == 1
          ? settings.iterator().next()
          : LoraSettings.unusable(
              PIPELINE,
              "the metadata scale %d parts of the pipeline in ways of their own: save each in a file"
                  .formatted(settings.size()));
    } catch (WeightFileException e) {
      return LoraSettings.unusable(PIPELINE, PIPELINE + " in the metadata: " + e.getMessage());
    }
  }

  private static Set<LoraSettings> pipeline(FilePlace place, String json) throws IOException {
    Map<String, AdapterConfig> parts = new TreeMap<>();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try (JsonInput input = JsonInput.open(place, 0, new ByteArrayInputStream(bytes))) {
      input.object(
          key -> {
            int dot = key.indexOf('.');
            String part = key.substring(0, Math.max(0, dot));
            AdapterConfig config = parts.computeIfAbsent(part, name -> new AdapterConfig());
            config.start = dot < 0 ? "" : part + "\\.";
            config.source = PIPELINE;
            config.read(input, key.substring(dot + 1));
          });
      input.requireEnd();
    }
    Set<LoraSettings> settings = new LinkedHashSet<>();
    parts.values().forEach(config -> settings.add(config.settings(place)));
    return settings;
  }

  private void read(JsonInput json, String key) throws IOException {
    switch (key) {
      case "peft_type" -> kind = json.textOrNull(key);
      case "fine_tune_type" -> tuning = json.textOrNull(key);
      case "r" -> rank = OptionalInt.of(whole(json, key));
      case "lora_alpha" -> alpha = OptionalDouble.of(json.number(key));
      case "use_rslora" -> rankStabilized = json.isTrue();
      case "use_dora" -> magnitudes = json.isTrue();
      case "fan_in_fan_out" -> fanInFanOut = json.isTrue();
      case "use_qalora" -> refuse(json, "QALoRA, whose lora_A takes means of inputs");
      case "use_bdlora" -> refuse(json, "BD-LoRA, whose factors are blocks");
      case "layer_replication" -> replicated(json);
      case "init_lora_weights" -> initial(json.textOrElse(key));
      case "target_parameters" -> parameters.addAll(json.textsOrNull(key, MOST_PARAMETERS));
      case "rank_pattern" -> patterns(json, name -> ranks.put(anchored(name), whole(json, name)));
      case "alpha_pattern" -> patterns(json, name -> alphas.put(anchored(name), json.number(name)));
      case "lora_parameters" -> json.objectOrNull(name -> ofMlx(json, name));
      default -> json.skip();
    }
  }

  /** Numbers by pattern; adapters of other kinds have lists in their place. */
  private void patterns(JsonInput json, JsonInput.Field field) throws IOException {
    json.objectOrNull(
        name -> {
          if (json.isNumber()) {
            field.read(name);
          } else {
            unread = Optional.of(name);
            json.skip();
          }
        });
  }

  /** A pattern that begins with the name of a module, behind the part of the pipeline. */
  private String anchored(String pattern) {
    return pattern.startsWith("^") ? "^" + start + pattern.substring(1) : pattern;
  }

  private static int whole(JsonInput json, String key) throws IOException {
    double value = json.number(key);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw json.problem("needs an integer for " + FilePlace.quoted(key));
    }
    return (int) value;
  }

  private void refuse(JsonInput json, String what) throws IOException {
    obstacle = json.isTrue() ? "an adapter of " + what + ": that is not computed" : obstacle;
  }

  private void replicated(JsonInput json) throws IOException {
    if (!json.isNull()) {
      json.skip();
      baseObstacle = "the adapter repeats layers of the base model (layer_replication)";
    }
  }

  private void initial(Optional<String> method) {
    if (method.map(name -> name.toLowerCase(Locale.ROOT).matches(INITIAL)).orElse(false)) {
      baseObstacle =
          "the adapter belongs to a base model that %s has changed: merge them where it was trained"
              .formatted(method.get());
    }
  }

  private void ofMlx(JsonInput json, String key) throws IOException {
    switch (key) {
      case "rank" -> rank = OptionalInt.of(whole(json, key));
      case "scale" -> factor = OptionalDouble.of(json.number(key));
      case "alpha" -> mlxAlpha = OptionalDouble.of(json.number(key)); // of versions before 0.19
      default -> json.skip();
    }
  }

  private LoraSettings settings() {
    String what = kind.or(() -> tuning).map(name -> name.toLowerCase(Locale.ROOT)).orElse("lora");
    boolean mlx = factor.isPresent();
    if (!what.matches("lora|dora")) {
      obstacle =
          "belongs to an adapter of the kind %s (adapter_config.json), which is not computed"
              .formatted(FilePlace.printable(kind.or(() -> tuning).orElse(what)));
    } else if (rank.isEmpty() || (alpha.isEmpty() && !mlx)) {
      throw new IllegalArgumentException("needs r and lora_alpha, or a scale");
    } else if (unread.isPresent()) {
      throw new IllegalArgumentException(
          "needs a number for the pattern " + FilePlace.quoted(unread.get()));
    }
    boolean told = obstacle.isEmpty() && !mlx;
    return new LoraSettings(
        source,
        obstacle.isEmpty() ? rank : OptionalInt.empty(),
        told ? Optional.of(new LoraScale(alpha.orElseThrow(), rankStabilized)) : Optional.empty(),
        mlx ? OptionalDouble.of(mlxFactor()) : OptionalDouble.empty(),
        fanInFanOut,
        magnitudes || what.equals("dora"),
        ranks,
        alphas,
        parameters,
        obstacle,
        baseObstacle);
  }

  private double mlxFactor() {
    double scale = factor.orElseThrow();
    return mlxAlpha.isPresent() ? scale * mlxAlpha.getAsDouble() / rank.orElse(1) : scale;
  }
}
