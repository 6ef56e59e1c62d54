package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scales that stand beside weights, as llama.cpp has them for NVFP4 and BitNet: {@code X.scale}, or
 * {@code X.weight.scale}, one number or one for each expert, multiplies what {@code X.weight}
 * gives. {@code X.input_scale} is for activations.
 */
final class SideScales {

  private static final String WEIGHT = ".weight";
  private static final List<String> SCALES = List.of(".scale", ".weight.scale");
  private static final List<String> OTHERS = List.of(".input_scale", ".weight.input_scale");

  private final Map<String, NamedTensor> byName = new HashMap<>();

  private SideScales(List<NamedTensor> tensors) {
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
  }

  /** The tensors as {@link StateDict} takes them: multiplied by their scales, which are gone. */
  static List<NamedTensor> applied(List<NamedTensor> tensors) {
    SideScales scales = new SideScales(tensors);
    List<NamedTensor> applied = new ArrayList<>();
    for (NamedTensor tensor : tensors) {
      if (!scales.isScale(tensor)) {
        applied.add(scales.scaled(tensor));
      }
    }
    return applied;
  }

  private boolean isScale(NamedTensor tensor) {
    String name = tensor.name();
    return OTHERS.stream().anyMatch(end -> isBesideWeight(name, end))
        || SCALES.stream().anyMatch(end -> isBesideWeight(name, end) && isOne(tensor, end));
  }

  private boolean isBesideWeight(String name, String end) {
    return name.endsWith(end) && byName.containsKey(without(name, end) + WEIGHT);
  }

  private boolean isOne(NamedTensor scale, String end) {
    NamedTensor weight = byName.get(without(scale.name(), end) + WEIGHT);
    return weight != null && (isQuantized(weight) || fits(scale, weight));
  }

  private static String without(String name, String end) {
    return name.substring(0, name.length() - end.length());
  }

  private NamedTensor scaled(NamedTensor weight) {
    Optional<NamedTensor> scale = scale(weight);
    if (scale.isEmpty() || weight.view().isEmpty()) {
      return weight;
    }
    if (fits(scale.get(), weight)) {
      return NamedTensor.of(weight.name(), product(weight.view().get(), scale.get()));
    }
    String reason = "its scale %s %s is none of the whole or of each expert";
    return isQuantized(weight)
        ? NamedTensor.unreadable(
            weight.name(),
            weight.shape(),
            reason.formatted(scale.get().name(), scale.get().shape()))
        : weight; // of a router, which has a scale of its inputs
  }

  private Optional<NamedTensor> scale(NamedTensor weight) {
    if (!weight.name().endsWith(WEIGHT)) {
      return Optional.empty();
    }
    String module = without(weight.name(), WEIGHT);
    return SCALES.stream()
        .flatMap(end -> Optional.ofNullable(byName.get(module + end)).stream())
        .findFirst();
  }

  private static boolean isQuantized(NamedTensor weight) {
    return weight.view().filter(view -> view.storage() instanceof BlockStorage).isPresent();
  }

  private static boolean fits(NamedTensor scale, NamedTensor weight) {
    long count = scale.shape().size();
    boolean ofExperts = weight.shape().rank() == 3 && count == weight.shape().dim(0);
    return scale.view().isPresent() && weight.shape().size() > 0 && (count == 1 || ofExperts);
  }

  private static TensorView product(TensorView weight, NamedTensor scale) {
    int count = (int) scale.shape().size();
    TensorView numbers = scale.view().orElseThrow();
    return TensorView.of(
        new ScaledStorage(
            weight.storage(),
            weight.shape().size() / count,
            tensor -> values(numbers, scale.name(), count)),
        weight.shape());
  }

  private static double[] values(TensorView view, String name, int count) throws IOException {
    double[] values = new double[count];
    try (WeightTensor tensor = view.open(name)) {
      int rows = Math.toIntExact(tensor.shape().rows());
      tensor.read(0, rows, 0, count / rows, DoubleBuffer.wrap(values));
    }
    return values;
  }
}
