package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** All parameters of a model: what one is can depend on others. */
final class ModelParameters {

  /** Modules that are looked at from a parameter's upwards for a router. */
  private static final int ROUTER_DISTANCE = 3;

  private final List<Parameter> parameters;
  private final Map<String, Parameter> byName = new HashMap<>();
  private final Map<String, List<Parameter>> byGrandparent = new HashMap<>();
  private final Set<String> depthwise;

  ModelParameters(List<NamedTensor> tensors) {
    this.parameters = tensors.stream().map(Parameter::of).toList();
    for (Parameter parameter : parameters) {
      byName.put(parameter.name(), parameter);
      String above = ModuleNames.above(parameter.module());
      byGrandparent.computeIfAbsent(above, name -> new ArrayList<>()).add(parameter);
    }
    this.depthwise = DepthwiseKernels.among(parameters);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter of the same module with another leaf. */
  Optional<Parameter> sibling(Parameter parameter, String leaf) {
    String name = parameter.name();
    String prefix = name.substring(0, name.length() - parameter.leaf().length());
    return Optional.ofNullable(byName.get(prefix + leaf));
  }

  /** Shape of the bias beside a parameter: that of its module, or called as it is. */
  Optional<TensorShape> bias(Parameter parameter) {
    String leaf = parameter.leaf();
    List<String> leaves =
        parameter.isMain()
            ? List.of("bias")
            : List.of(
                leaf + "_bias",
                leaf.replaceFirst("weight$", "bias"),
                leaf.replaceFirst("[wW]$", "b"),
                leaf.replaceFirst("kernel$", "bias"));
    return leaves.stream()
        .filter(name -> !name.equals(leaf))
        .flatMap(name -> sibling(parameter, name).stream())
        .map(Parameter::shape)
        .findFirst();
  }

  /** How many experts a router beside or above the parameter's module chooses from. */
  OptionalLong experts(Parameter parameter) {
    String module = parameter.module();
    for (int i = 0; i < ROUTER_DISTANCE && !module.isEmpty(); i++) {
      module = ModuleNames.above(module);
      Optional<Parameter> router =
          Stream.of(module, module + ".router", module + ".gate")
              .flatMap(each -> inModule(each).stream())
              .filter(p -> p.shape().rank() == 2 && ModuleNames.isRouter(p))
              .findFirst();
      if (router.isPresent()) {
        return OptionalLong.of(router.get().shape().dim(0));
      }
    }
    return OptionalLong.empty();
  }

  /** Parameters right in the modules right below one. */
  private List<Parameter> inModule(String module) {
    return byGrandparent.getOrDefault(module, List.of());
  }

  /** Shapes of the kernels of so many axes in the modules beside a parameter's. */
  List<TensorShape> kernelsBeside(Parameter parameter, int rank) {
    return inModule(ModuleNames.above(parameter.module())).stream()
        .filter(p -> p.leaf().equals("kernel") && p.shape().rank() == rank)
        .filter(p -> !p.name().equals(parameter.name()))
        .map(Parameter::shape)
        .toList();
  }

  /** Whether vectors beside it have one more axis, of as many layers. */
  boolean isScanned(Parameter parameter, long layers) {
    String above = ModuleNames.above(parameter.module());
    return inModule(above).stream()
        .filter(p -> p.leaf().equals("scale") || p.leaf().equals("bias"))
        .anyMatch(p -> p.shape().rank() == 2 && p.shape().dim(0) == layers);
  }

  /** Whether it is the kernel of a depthwise convolution. */
  boolean isDepthwise(Parameter parameter) {
    return depthwise.contains(parameter.name());
  }
}
