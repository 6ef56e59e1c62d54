package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How tensors of some names are read whose axes neither names nor shapes settle.
 *
 * @param pattern full names of layers, where {@code *} stands for any text and {@code ?} for any
 *     character
 * @param axes what the axes of their tensors are, in the file's order
 */
public record AxesRule(String pattern, Axes axes) {

  /** What comes after a layer's name in that of its tensor. */
  private static final List<String> ENDS =
      List.of("", ".weight", ".kernel", "/kernel", "/w", "/kernel:0", ".weight_v");

  /** Checks that there is a pattern. */
  public AxesRule {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("a pattern of names is empty");
    }
  }

  private boolean matches(String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return name.matches(regex.toString());
  }

  /**
   * The contents with the layers of the rules read as they say, the last rule of several.
   *
   * @throws WeightFileException where a rule matches no tensor that can be read so
   */
  static Contents applied(List<AxesRule> rules, Contents contents, FilePlace place) {
    Map<String, NamedTensor> tensors = new HashMap<>();
    contents.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    List<Layer> layers = new ArrayList<>(contents.layers());
    for (AxesRule rule : rules) {
      boolean used = false;
      for (int i = 0; i < layers.size(); i++) {
        Optional<Layer> read = rule.read(layers.get(i), tensors);
        used |= read.isPresent();
        layers.set(i, read.orElse(layers.get(i)));
      }
      if (!used) {
        throw place.problem(
            "no layer that matches "
                + FilePlace.quoted(rule.pattern)
                + " can be read as "
                + rule.axes,
            "'describe' lists the layers with their shapes");
      }
    }
    return contents.with(layers);
  }

  private Optional<Layer> read(Layer layer, Map<String, NamedTensor> tensors) {
    LayerInfo info = layer.info();
    if (layer.weights().isEmpty() || !(matches(info.name()) || matches(info.rawName()))) {
      return Optional.empty();
    }
    LayerType projection =
        info.type() == LayerType.ATTENTION ? LayerType.ATTENTION : LayerType.OTHER;
    return ENDS.stream()
        .map(end -> Optional.ofNullable(tensors.get(info.rawName() + end)))
        .flatMap(Optional::stream)
        .flatMap(tensor -> tensor.view().stream())
        .filter(view -> axes.fit(view.shape().rank()))
        .filter(view -> view.shape().size() == layer.weights().get().shape().size())
        .findFirst()
        .map(view -> axes.read(view, projection))
        .map(
            part ->
                Layer.of(
                    new LayerInfo(info.index(), info.rawName(), part.type()),
                    part.view().weights(info.name(), part.slicing())));
  }
}
