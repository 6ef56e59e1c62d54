package io.github.weightwatcher4j.formats.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Weights and biases of PyTorch's quantized modules, which are packed for the processor that they
 * run on: saved as a tuple, or as the state of an object of TorchScript.
 */
final class PackedParameters {

  private static final String PROGRAM = "__torch__.";
  private static final String NATIVE = "__torch__.torch.classes.";
  private static final String OBJECT = "torch.ScriptObject";
  private static final String CELL = NATIVE + "rnn.CellParamsBase";

  /** Where modules keep them, in the names of a state dictionary. */
  private static final String COMPONENTS = "(\\._packed_params|\\.param)+$|^_packed_params$";

  private PackedParameters() {}

  /** Whether it is an object that only PyTorch's own code can make. */
  static boolean isNative(@Nullable Object value) {
    return value instanceof PickleObject object
        && (object.type().fullName().equals(OBJECT) || object.type().fullName().startsWith(NATIVE));
  }

  /** The tensors below a path in a tuple or in an object, if that is what it is. */
  static List<ObjectWalk.Found> in(String path, Object value) {
    String module = path.replaceAll(COMPONENTS, "");
    if (value instanceof Object[] pair && pair.length == 2 && !module.equals(path)) {
      return weightAndBias(module, pair, "");
    }
    if (value instanceof PickleObject object && object.state() instanceof Object[] state) {
      if (object.type().fullName().equals(OBJECT)) {
        return state.length == 2 && state[0] instanceof Object[] inner
            ? CELL.equals(state[1]) ? cell(module, inner) : weightAndBias(module, inner, "")
            : List.of();
      }
      if (object.type().fullName().startsWith(PROGRAM)) {
        return weightAndBias(module, state, "");
      }
    }
    return List.of();
  }

  /** A quantized tensor, and a vector behind it, among what belongs to neither. */
  private static List<ObjectWalk.Found> weightAndBias(
      String module, @Nullable Object[] tuple, String suffix) {
    List<TorchTensor> tensors =
        Arrays.stream(tuple)
            .filter(TorchTensor.class::isInstance)
            .map(TorchTensor.class::cast)
            .toList();
    boolean known =
        (tensors.size() == 1 || (tensors.size() == 2 && tensors.get(1).shape().rank() <= 1))
            && tensors.get(0) instanceof TorchTensor.Quantized;
    List<ObjectWalk.Found> found = new ArrayList<>();
    for (int i = 0; known && i < tensors.size(); i++) {
      String name = (i == 0 ? "weight" : "bias") + suffix;
      found.add(
          new ObjectWalk.Found(module.isEmpty() ? name : module + "." + name, tensors.get(i)));
    }
    return found;
  }

  /**
   * A recurrent cell, {@code (kind, [biases], [], [flags], [packed, packed])}: weights of the input
   * and of the state, whose gates follow each other as in a module that is not quantized.
   */
  private static List<ObjectWalk.Found> cell(String module, @Nullable Object[] cell) {
    if (cell.length != 5
        || !"quantized_dynamic".equals(cell[0])
        || !(cell[4] instanceof List<?> packed && packed.size() == 2)) {
      return List.of();
    }
    List<ObjectWalk.Found> found = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String suffix = i == 0 ? "_ih_l0" : "_hh_l0";
      Optional<Object[]> tuple = inner(packed.get(i));
      List<ObjectWalk.Found> part =
          tuple.map(it -> weightAndBias(module, it, suffix)).orElse(List.of());
      if (part.isEmpty()) {
        return List.of();
      }
      found.addAll(part);
    }
    return found;
  }

  private static Optional<Object[]> inner(@Nullable Object value) {
    return value instanceof PickleObject object
            && isNative(object)
            && object.state() instanceof Object[] state
            && state.length == 2
            && state[0] instanceof Object[] tuple
        ? Optional.of(tuple)
        : Optional.empty();
  }

  /** Whether an attribute of a module holds them. */
  static boolean isAttribute(Map.Entry<?, ?> attribute) {
    return isNative(attribute.getValue()) || "_packed_params".equals(attribute.getKey());
  }
}
