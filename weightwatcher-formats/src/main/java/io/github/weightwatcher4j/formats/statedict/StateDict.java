package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.computed.ComputedTensors;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A state dictionary, tensors by name, as layers.
 *
 * <p>Parameters whose names differ in the last component only, {@code fc1.weight} and {@code
 * fc1.bias}, are one module and share an index. Each of its matrices is a layer, called as the
 * parameter without {@code .weight}; a part of one has a word more, {@code
 * rnn.weight_hh_l0.forget}. A module without a matrix is one layer that says what it carries
 * instead.
 */
public final class StateDict {

  /** Of PyTorch's compiler, of sharding and of activation checkpoints: nobody else's names. */
  private static final String ANYWHERE =
      "(?<=^|\\.)(_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\\.";

  /** DataParallel wraps the whole model; a submodule could be called so too. */
  private static final String FIRST = "module.";

  private StateDict() {}

  /** As {@link #contents(List, ModelConfig)}, where no configuration is beside the file. */
  public static Contents contents(List<NamedTensor> tensors) {
    return contents(tensors, ModelConfig.NONE);
  }

  /**
   * Tensors in the order of their file, and the layers that their names tell.
   *
   * @param config what stands beside the file of how its weights are quantized
   * @throws UncheckedIOException where a small tensor that tells of others, or the configuration,
   *     cannot be read
   */
  public static Contents contents(List<NamedTensor> tensors, ModelConfig config) {
    return new Contents(tensors, layers(tensors, config));
  }

  /** As {@link #layers(List, ModelConfig)}, where no configuration is beside the file. */
  public static List<Layer> layers(List<NamedTensor> tensors) {
    return layers(tensors, ModelConfig.NONE);
  }

  /** The layers of the tensors, in an order in which numbers count as numbers. */
  public static List<Layer> layers(List<NamedTensor> tensors, ModelConfig config) {
    ModelParameters names = parameters(withoutWrappers(NaturalOrder.of(tensors)), config);
    LayerList layers = new LayerList();
    int index = 0;
    for (List<Parameter> module : modules(names.parameters()).values()) {
      new Module(module, names).addTo(layers, index++);
    }
    return layers.layers();
  }

  private static ModelParameters parameters(List<NamedTensor> tensors, ModelConfig config) {
    try {
      return new ModelParameters(ComputedTensors.of(tensors, config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tensors without what wrappers put into names, unless two would then have one name. */
  private static List<NamedTensor> withoutWrappers(List<NamedTensor> tensors) {
    List<NamedTensor> inner =
        renamed(
            tensors,
            name ->
                name.contains("_orig_mod.") || name.contains("_module.")
                    ? name.replaceAll(ANYWHERE, "")
                    : name);
    while (!inner.isEmpty() && inner.stream().allMatch(t -> t.name().startsWith(FIRST))) {
      inner = renamed(inner, name -> name.substring(FIRST.length()));
    }
    long names = inner.stream().map(NamedTensor::name).distinct().count();
    return names == tensors.size() ? inner : tensors;
  }

  private static List<NamedTensor> renamed(
      List<NamedTensor> tensors, UnaryOperator<String> newName) {
    return tensors.stream().map(t -> t.renamed(newName.apply(t.name()))).toList();
  }

  /** Parameters by module; one outside any module is a module of its own. */
  private static Map<String, List<Parameter>> modules(List<Parameter> parameters) {
    Map<String, List<Parameter>> modules = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      String key = parameter.module().isEmpty() ? "/" + parameter.name() : parameter.module();
      modules.computeIfAbsent(key, name -> new ArrayList<>()).add(parameter);
    }
    return modules;
  }

  /** The parts and the reason why others are none, of one module. */
  private record Module(List<Parameter> parameters, ModelParameters names) {

    void addTo(LayerList layers, int index) {
      List<Parameter> left = new ArrayList<>();
      boolean matrix = false;
      for (Parameter parameter : parameters) {
        List<NamedMatrix> parts = ParameterMatrices.of(parameter, names);
        if (parts.isEmpty()) {
          left.add(parameter);
        } else {
          layers.add(index, parameter.layerName(), parts);
          matrix = true;
        }
      }
      if (!matrix) {
        addWithoutMatrix(layers, index);
      } else {
        left.stream()
            .filter(p -> NonWeights.deservesMention(p) || NonWeights.isUnread(p, parameters))
            .forEach(p -> addWithoutMatrix(p, layers, index));
      }
    }

    private void addWithoutMatrix(Parameter parameter, LayerList layers, int index) {
      boolean unread = NonWeights.isUnread(parameter, parameters);
      layers.add(
          index,
          parameter.layerName(),
          LayerType.OTHER,
          unread ? Absence.UNREAD : parameter.tensor().absence(),
          NonWeights.reason(parameter));
    }

    private void addWithoutMatrix(LayerList layers, int index) {
      Parameter first = parameters.get(0);
      String name = first.module().isEmpty() ? first.name() : first.module();
      layers.add(
          index,
          name,
          NonWeights.type(parameters),
          NonWeights.absence(parameters),
          NonWeights.reason(parameters));
    }
  }
}
