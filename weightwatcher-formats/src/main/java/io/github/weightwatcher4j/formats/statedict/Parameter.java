package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Set;

/**
 * A tensor by the parts of its name.
 *
 * @param module everything before the last dot or slash; empty where there is none
 * @param leaf what comes after it, {@code weight} say
 * @param tensor the tensor
 */
record Parameter(String module, String leaf, NamedTensor tensor) {

  /** Between a module and what PyTorch computes its weights from. */
  private static final Set<String> MAIN = Set.of("weight", "kernel", "weight_v", "original1");

  private static final String PARAMETRIZED = "parametrizations.weight";

  static Parameter of(NamedTensor tensor) {
    // TensorFlow numbers the outputs of a variable, and a variable has one.
    String name = withoutEnd(tensor.name(), ":0");
    int cut = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
    String path = name.substring(0, Math.max(0, cut));
    String module = path.equals(PARAMETRIZED) ? "" : withoutEnd(path, "." + PARAMETRIZED);
    return new Parameter(module, name.substring(cut + 1), tensor);
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  /** The same parameter, listed with the reason why it is not read. */
  Parameter unreadable(String reason) {
    return new Parameter(module, leaf, NamedTensor.unreadable(name(), shape(), reason));
  }

  String name() {
    return tensor.name();
  }

  TensorShape shape() {
    return tensor.shape();
  }

  /** Whether it is what the module's own name stands for, its weights. */
  boolean isMain() {
    return !module.isEmpty() && MAIN.contains(leaf);
  }

  /** The name without {@code .weight} or the like. */
  String layerName() {
    return isMain() ? module : name();
  }

  /** The last component of the module's name, {@code q_proj} say. */
  String moduleLeaf() {
    return module.substring(Math.max(module.lastIndexOf('.'), module.lastIndexOf('/')) + 1);
  }

  /** The component before the last of the module's name; empty where there is none. */
  String moduleParent() {
    String above = module.substring(0, Math.max(0, module.length() - moduleLeaf().length() - 1));
    return above.substring(Math.max(above.lastIndexOf('.'), above.lastIndexOf('/')) + 1);
  }

  /** Whether there is a matrix in it by shape alone: two axes longer than 1. */
  boolean hasTwoAxes() {
    return tensor.longAxes() >= 2;
  }

  /** As for messages: the leaf and the shape. */
  String described() {
    return leaf + " " + shape();
  }
}
