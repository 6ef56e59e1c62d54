package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weights of PyTorch's recurrent layers, {@code weight_ih_l0} for the input and {@code
 * weight_hh_l0} for the state: the gates one below the other, {@code [gates * h, ...]}, those of an
 * LSTM in the order input, forget, cell, output, those of a GRU reset, update, new.
 */
final class RecurrentGates {

  private static final Pattern LEAF = Pattern.compile("weight_(ih|hh|hr)((_l\\d+)?(_reverse)?)");

  private RecurrentGates() {}

  static boolean isRecurrent(Parameter parameter) {
    return parameter.shape().rank() == 2 && LEAF.matcher(parameter.leaf()).matches();
  }

  /** A part a gate. */
  static List<NamedMatrix> of(Parameter parameter, TensorView view, ModelParameters names) {
    Matcher name = LEAF.matcher(parameter.leaf());
    if (!name.matches()) {
      throw new IllegalArgumentException(parameter.name());
    }
    boolean output = name.group(1).equals("hr");
    return switch (output ? 0 : gates(parameter, name.group(2), names)) {
      case 4 -> NamedMatrix.split(LayerType.LSTM, view, 0, NamedMatrix.LSTM_GATES);
      case 3 -> NamedMatrix.split(LayerType.GRU, view, 0, NamedMatrix.GRU_GATES);
      // The projection of an LSTM's output has no gates.
      default -> List.of(NamedMatrix.of(output ? LayerType.LSTM : LayerType.RNN, view));
    };
  }

  /** Rows of the state's weights to units: 4, 3 or 1; 0 where the file does not tell. */
  private static int gates(Parameter parameter, String suffix, ModelParameters names) {
    Optional<TensorShape> state = shape(parameter, "weight_hh" + suffix, names);
    Optional<TensorShape> projection = shape(parameter, "weight_hr" + suffix, names);
    // With a projection the state is shorter than the units are many.
    long units = projection.or(() -> state).map(shape -> shape.dim(1)).orElse(0L);
    long rows = state.map(TensorShape::rows).orElse(0L);
    long gates = units > 0 && rows % units == 0 ? rows / units : 0;
    return gates <= 4 && parameter.shape().rows() == rows ? (int) gates : 0;
  }

  private static Optional<TensorShape> shape(
      Parameter parameter, String leaf, ModelParameters names) {
    return names.sibling(parameter, leaf).map(Parameter::shape).filter(shape -> shape.rank() == 2);
  }
}
