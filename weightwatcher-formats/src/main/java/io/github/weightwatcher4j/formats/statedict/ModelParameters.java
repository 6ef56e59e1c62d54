package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All parameters of a model: what one is can depend on others. */
final class ModelParameters {

  private final List<Parameter> parameters;
  private final Map<String, Parameter> byName = new HashMap<>();
  private final Set<String> depthwise;

  ModelParameters(List<NamedTensor> tensors) {
    this.parameters = tensors.stream().map(Parameter::of).toList();
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
