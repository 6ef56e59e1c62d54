package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Absence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The variables of a layer with the numbers that it computes with: codes decoded, low-rank updates
 * added. What serves that, scales and the like, is left out; where it does not go, the variable
 * says why instead.
 */
final class ComputedVariables {

  private static final String ADVICE =
      "; a .keras file tells more, one of the model before it was quantized all";

  private final List<Variable> module;
  private final Map<String, Variable> byName = new HashMap<>();
  private final boolean coded;

  private ComputedVariables(List<Variable> module) {
    this.module = module;
    module.forEach(variable -> byName.putIfAbsent(variable.name(), variable));
    this.coded = module.stream().anyMatch(each -> each.isInteger() && each.shape().rank() >= 2);
  }

  static List<Variable> of(List<Variable> module) throws IOException {
    ComputedVariables all = new ComputedVariables(module);
    List<Variable> computed = new ArrayList<>();
    for (Variable variable : module) {
      if (!all.isPart(variable)) {
        computed.add(all.computed(variable));
      }
    }
    return computed;
  }

  /** Whether a variable serves another one, that is here. */
  private boolean isPart(Variable variable) {
    String name = variable.name();
    if (name.matches("g_idx|zero_point|awq_scales")) {
      return coded;
    }
    String main = name.replaceFirst("_(scale|zero)$", "").replaceFirst("^lora_(.+)_[ab]$", "$1");
    Variable served = byName.get(main);
    return !main.equals(name) && served != null && served.shape().rank() >= 2;
  }

  private Variable computed(Variable variable) throws IOException {
    if (variable.shape().rank() < 2 || variable.tensor().view().isEmpty()) {
      return variable;
    }
    if (variable.name().matches("mask(_\\d+)?")) {
      return variable.with(unread(variable, Absence.NO_WEIGHTS, "a mask, no weights"));
    }
    try {
      return arranged(updated(decoded(variable)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      String reason =
          variable.isInteger()
              ? "integers, no weights: " + e.getMessage() + ADVICE
              : String.valueOf(e.getMessage());
      return variable.with(unread(variable, Absence.UNREAD, reason));
    }
  }

  private static NamedTensor unread(Variable variable, Absence absence, String reason) {
    return NamedTensor.unreadable(variable.tensor().name(), variable.shape(), absence, reason);
  }

  private Variable decoded(Variable variable) throws IOException {
    if (variable.isInteger()) {
      return KerasCodes.decoded(variable, module);
    }
    if (coded && variable.name().startsWith("variable")) {
      throw new IllegalArgumentException("beside integers, whose scales it may be");
    }
    Optional<TensorView> scale = part(variable.name() + "_scale");
    if (scale.isEmpty()) {
      return variable;
    }
    if (part(variable.name() + "_amax_history").isEmpty()) {
      throw new IllegalArgumentException("it has a scale, and how that is used is not known");
    }
    TensorView kernel = variable.tensor().view().orElseThrow();
    return variable.with(numbers(variable, new Float8Storage(kernel, scale.get())));
  }

  private Variable updated(Variable variable) {
    Optional<TensorView> a = part("lora_" + variable.name() + "_a");
    Optional<TensorView> b = part("lora_" + variable.name() + "_b");
    if (a.isEmpty() && b.isEmpty()) {
      return variable;
    }
    OptionalDouble factor = variable.config().loraFactor();
    if (a.isEmpty() || b.isEmpty() || factor.isEmpty()) {
      throw new IllegalArgumentException(
          "its low-rank update lacks a part, or the factor alpha / rank is not known: merge it");
    }
    TensorView kernel = variable.tensor().view().orElseThrow();
    return variable.with(
        numbers(variable, new LowRankStorage(kernel, a.get(), b.get(), factor.getAsDouble())));
  }

  /** With the axes of its equation, where one says them. */
  private static Variable arranged(Variable variable) {
    Optional<String> equation = variable.config().equation();
    if (equation.isEmpty() || variable.axes().isPresent() || !variable.name().equals("kernel")) {
      return variable;
    }
    return EinsumKernel.of(equation.get(), variable.shape().rank())
        .map(variable::with)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the equation " + equation.get() + " makes no matrix of it"));
  }

  private Optional<TensorView> part(String name) {
    return Optional.ofNullable(byName.get(name)).flatMap(variable -> variable.tensor().view());
  }

  private static NamedTensor numbers(Variable variable, Storage storage) {
    return NamedTensor.of(variable.tensor().name(), TensorView.of(storage, variable.shape()));
  }
}
