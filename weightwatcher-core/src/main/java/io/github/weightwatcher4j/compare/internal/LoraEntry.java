package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.compare.internal.LoraName.Custom;
import io.github.weightwatcher4j.compare.internal.LoraName.Part;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The tensors of one update, as they are found. */
final class LoraEntry {

  static final String NO_SCALE =
      "there is no adapter_config.json beside it, and the file does not tell alpha either: set"
          + " alpha as in --lora=16, or by LoraScale.of(16)";

  private final LoraName name;
  private final Map<Part, List<Layer>> tensors = new EnumMap<>(Part.class);

  LoraEntry(LoraName name) {
    this.name = name;
  }

  void add(Part part, Layer tensor) {
    tensors.computeIfAbsent(part, key -> new ArrayList<>()).add(tensor);
  }

  private List<Layer> all(Part part) {
    return tensors.getOrDefault(part, List.of());
  }

  private Optional<Layer> one(Part part) {
    return all(part).stream().findFirst();
  }

  /** What these tensors make. */
  LoraUpdate update(Optional<LoraSettings> settings, LoraScales scales) {
    LayerType type =
        one(Part.DOWN).or(() -> one(Part.UP)).map(it -> it.info().type()).orElse(LayerType.OTHER);
    Optional<String> problem = notRead(settings).or(() -> incomplete()).or(() -> unusable());
    if (problem.isPresent()) {
      return LoraUpdate.without(name, type, problem.get());
    }
    List<String> parameters = parameters(settings);
    return pair(parameters, scales.rank(name.target()))
        .map(pair -> update(type, pair, parameters, settings, scales))
        .orElseGet(() -> LoraUpdate.without(name, type, "experts whose number is not told"));
  }

  private LoraUpdate update(
      LayerType type,
      LoraPair pair,
      List<String> parameters,
      Optional<LoraSettings> settings,
      LoraScales scales) {
    Optional<String> problem =
        pair.mismatch().or(() -> otherRank(pair, settings, scales)).or(() -> noNorms(settings));
    if (problem.isPresent()) {
      return LoraUpdate.without(name, type, problem.get());
    }
    try {
      OptionalDouble factor = scales.factor(name, pair.rank(), alpha());
      Optional<Weights> norms = one(Part.MAGNITUDE).flatMap(Layer::weights);
      return factor.isPresent()
          ? new LoraUpdate(
              name, type, Optional.of(pair), factor.getAsDouble(), norms, parameters, "")
          : LoraUpdate.without(name, type, NO_SCALE);
    } catch (IOException e) {
      return LoraUpdate.without(name, type, "alpha cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> notRead(Optional<LoraSettings> settings) {
    return settings.map(LoraSettings::obstacle).filter(obstacle -> !obstacle.isEmpty());
  }

  private Optional<String> incomplete() {
    if (all(Part.DOWN).size() == 1 && all(Part.UP).size() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        "not a pair of low-rank factors: "
            + names(all(Part.DOWN), "lora_A")
            + ", "
            + names(all(Part.UP), "lora_B"));
  }

  private static String names(List<Layer> factors, String what) {
    return factors.isEmpty()
        ? "no " + what
        : String.join(" and ", factors.stream().map(layer -> layer.info().name()).toList());
  }

  /** Whether a tensor cannot be used as the number or the factor that its name says. */
  private Optional<String> unusable() {
    for (List<Layer> some : tensors.values()) {
      for (Layer tensor : some) {
        if (tensor.weights().isEmpty()) {
          return Optional.of(tensor.info().name() + " has no matrix: " + tensor.reason());
        }
        if (tensor.weights().get().precision() == Precision.INTEGER
            && !all(Part.ALPHA).contains(tensor)) {
          return Optional.of(tensor.info().name() + " holds integers, whose scale is not known");
        }
      }
    }
    return one(Part.MIDDLE)
        .map(
            it -> it.info().name() + " is a third factor, and what the three make is not computed");
  }

  /** The adapted parameters of the module, in place of the module's weights. */
  private List<String> parameters(Optional<LoraSettings> settings) {
    String target = "." + name.target();
    return settings.map(LoraSettings::parameters).orElse(List.of()).stream()
        .filter(it -> it.contains("."))
        .filter(it -> target.endsWith("." + it.substring(0, it.lastIndexOf('.'))))
        .map(it -> it.substring(it.lastIndexOf('.') + 1))
        .distinct()
        .toList();
  }

  /** The factors; empty where they are of experts, and of how many is not told. */
  private Optional<LoraPair> pair(List<String> parameters, OptionalInt rank) {
    Weights down = one(Part.DOWN).flatMap(Layer::weights).orElseThrow();
    Weights up = one(Part.UP).flatMap(Layer::weights).orElseThrow();
    if (name.custom() == Custom.MLX && up.shape().rank() == 3) {
      return Optional.of(new LoraPair(down, up, experts(up.shape().dim(0))));
    }
    if (name.custom() == Custom.MLX) {
      return Optional.of(new LoraPair(flipped(down), flipped(up), 1));
    }
    if (name.custom() == Custom.GGUF && name.target().matches("(.*\\.)?token_embd")) {
      return Optional.of(new LoraPair(flipped(down), up, 1)); // [vocabulary, r], as it is looked up
    }
    boolean told = !parameters.isEmpty() && rank.isPresent();
    if (!told && (name.depth() > 0 || name.target().matches("(.*\\.)?experts"))) {
      return Optional.empty();
    }
    long rows = down.shape().dim(0);
    boolean stack = told && rows % rank.getAsInt() == 0;
    return Optional.of(new LoraPair(down, up, stack ? experts(rows / rank.getAsInt()) : 1));
  }

  private static int experts(long count) {
    return Math.toIntExact(Math.min(Math.max(count, 1), Integer.MAX_VALUE));
  }

  /** The transpose of a matrix, which is then the transpose of what the tensor is. */
  private static Weights flipped(Weights weights) {
    return weights.shape().rank() == 2
        ? new Weights(
            weights.shape(),
            weights.precision(),
            weights.slicing(),
            !weights.transposed(),
            weights.opener())
        : weights;
  }

  /** Whether the settings tell another rank: then they are not those of this file. */
  private Optional<String> otherRank(
      LoraPair pair, Optional<LoraSettings> settings, LoraScales scales) {
    OptionalInt told = scales.rank(name.target());
    return told.isEmpty() || told.getAsInt() == pair.rank()
        ? Optional.empty()
        : Optional.of(
            "lora_A has rank %d, but %s says r = %d"
                .formatted(
                    pair.rank(),
                    settings.map(LoraSettings::source).orElse("the file"),
                    told.getAsInt()));
  }

  private Optional<String> noNorms(Optional<LoraSettings> settings) {
    boolean expected = settings.map(LoraSettings::magnitudes).orElse(false);
    return expected && all(Part.MAGNITUDE).isEmpty()
        ? Optional.of("an update of DoRA whose magnitude vector is missing")
        : Optional.empty();
  }

  private OptionalDouble alpha() throws IOException {
    Optional<Layer> alpha = one(Part.ALPHA);
    if (alpha.isEmpty()) {
      return OptionalDouble.empty();
    }
    Weights weights = alpha.get().weights().orElseThrow();
    if (weights.shape().size() != 1) {
      throw new IOException(alpha.get().info().name() + " is not one number");
    }
    double value = ComputedWeights.values(weights)[0];
    if (!(Math.abs(value) > 0 && Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IOException(alpha.get().info().name() + " is " + value);
    }
    return OptionalDouble.of(value);
  }
}
