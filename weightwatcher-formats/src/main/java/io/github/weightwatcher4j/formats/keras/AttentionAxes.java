package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Axes of the kernels of attention, where no equation says them. Keras's own attention keeps {@code
 * [in, heads, size]}, others keep {@code [heads, in, size]}; the projection on the way out, {@code
 * [heads, size, out]}, tells, as its outputs are as many as the inputs.
 */
final class AttentionAxes {

  private AttentionAxes() {}

  /**
   * A variable with its axes, where the projection beside it tells them.
   *
   * @param modules the variables of its layer by module
   */
  static Variable of(Variable variable, Map<String, List<Variable>> modules) {
    String parent = variable.module().replaceFirst("(query|key|value)$", "");
    boolean projection =
        variable.name().equals("kernel")
            && variable.shape().rank() == 3
            && variable.axes().isEmpty()
            && !parent.equals(variable.module());
    return projection && isHeadsFirst(variable.shape(), output(parent, modules))
        ? variable.with(new EinsumKernel(List.of(1), List.of(0, 2)))
        : variable;
  }

  private static Optional<TensorShape> output(String parent, Map<String, List<Variable>> modules) {
    return modules.getOrDefault(parent + "attention_output", List.of()).stream()
        .filter(variable -> variable.name().equals("kernel"))
        .map(Variable::shape)
        .filter(shape -> shape.rank() == 3)
        .findFirst();
  }

  private static boolean isHeadsFirst(TensorShape kernel, Optional<TensorShape> output) {
    return output
        .filter(shape -> kernel.dim(2) == shape.dim(1) && kernel.dim(1) == shape.dim(2))
        .filter(shape -> kernel.dim(0) != shape.dim(2))
        .isPresent();
  }
}
