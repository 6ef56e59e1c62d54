package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All parameters of a model: what one is can depend on others. */
final class ModelParameters {

  private static final String PACKED = "packed quantized weights are not unpacked";

  private final List<Parameter> parameters;
  private final Map<String, Parameter> byName = new HashMap<>();
  private final Set<String> depthwise;

  ModelParameters(List<NamedTensor> tensors) {
    List<Parameter> named = tensors.stream().map(Parameter::of).toList();
    Set<String> modules = new HashSet<>();
    named.stream().filter(NonWeights::isScale).forEach(it -> modules.add(it.module()));
    // Scales below one tell how to unpack it: fc.weight.absmax of weights in four bits.
    this.parameters =
        named.stream().map(p -> modules.contains(p.name()) ? p.unreadable(PACKED) : p).toList();
    parameters.forEach(parameter -> byName.put(parameter.name(), parameter));
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

  /** Whether it is the kernel of a depthwise convolution. */
  boolean isDepthwise(Parameter parameter) {
    return depthwise.contains(parameter.name());
  }
}
