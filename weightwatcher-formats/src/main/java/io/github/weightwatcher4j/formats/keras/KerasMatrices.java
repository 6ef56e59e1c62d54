package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * The matrices in a variable. Keras keeps inputs before outputs, and a kernel's places before both.
 */
final class KerasMatrices {

  /**
   * Gates of a GRU in the order of Keras, z r h; those of an LSTM stand as in PyTorch. They are
   * named by what they do: what DL4J calls input is the cell here, its modulation the input gate.
   */
  private static final List<String> GRU_GATES = List.of("update", "reset", "new");

  private KerasMatrices() {}

  /** The variable's parts, none where it is no matrix of weights. */
  static List<NamedMatrix> of(Variable variable, List<Variable> module) {
    if (variable.tensor().view().isEmpty() || !deservesMention(variable)) {
      return List.of();
    }
    TensorView view = variable.tensor().view().get();
    Optional<TensorShape> state = recurrentKernel(module);
    if (state.isPresent() && variable.name().endsWith("kernel")) {
      return gates(view, state.get());
    }
    int rank = view.shape().rank();
    if (variable.axes().isPresent()) {
      return List.of(NamedMatrix.of(matrixType(variable), variable.axes().get().matrix(view)));
    }
    if (rank == 2) {
      return List.of(NamedMatrix.of(matrixType(variable), view));
    }
    if (variable.name().equals("depthwise_kernel") || isDepthwise(variable)) {
      return NamedMatrix.depthwiseLast(view).stream().toList();
    }
    if (rank == 3 && variable.says("attention")) {
      boolean out = variable.says("output");
      return merged(view, out).map(matrix -> NamedMatrix.of(LayerType.ATTENTION, matrix)).stream()
          .toList();
    }
    if (rank == 3 && variable.says("einsum")) {
      return merged(view, false).map(matrix -> NamedMatrix.of(LayerType.DENSE, matrix)).stream()
          .toList();
    }
    boolean kernel = variable.name().endsWith("kernel") || variable.name().matches("(.*_)?W");
    return kernel
        ? List.of(new NamedMatrix("", kernelType(variable), Slicing.LEADING, view))
        : List.of();
  }

  /** Whether one could look for a matrix in it: two axes longer than 1, no bias. */
  static boolean deservesMention(Variable variable) {
    boolean matrix = variable.shape().rank() == 2 && !variable.name().equals("alpha");
    return (variable.tensor().longAxes() >= 2 || matrix)
        && !variable.says("normalization")
        && !variable.name().matches("(.*_)?(bias|b|beta|gamma)|alpha|moving_.*");
  }

  private static LayerType matrixType(Variable variable) {
    if (variable.name().contains("embeddings") || variable.says("embedding")) {
      return LayerType.EMBEDDING;
    }
    if (variable.says("lstm")) {
      return LayerType.LSTM; // Keras 1 kept each gate in a variable of its own
    }
    return variable.says("attention") && variable.name().endsWith("kernel")
        ? LayerType.ATTENTION
        : LayerType.DENSE;
  }

  private static LayerType kernelType(Variable variable) {
    if (variable.says("locally")) {
      return LayerType.LOCALLY_CONNECTED;
    }
    if (variable.says("transpose") || variable.says("deconv")) {
      return LayerType.DECONV;
    }
    return LayerType.ofKernel(variable.shape().rank());
  }

  private static boolean isDepthwise(Variable variable) {
    return variable.says("depthwise") && variable.name().equals("kernel");
  }

  private static Optional<TensorShape> recurrentKernel(List<Variable> module) {
    return module.stream()
        .filter(variable -> variable.name().equals("recurrent_kernel"))
        .map(Variable::shape)
        .filter(shape -> shape.rank() >= 2)
        .findFirst();
  }

  /** A part a gate: {@code [..., in, gates * units]}. */
  private static List<NamedMatrix> gates(TensorView view, TensorShape state) {
    int last = view.shape().rank() - 1;
    long units = state.dim(state.rank() - 2);
    long columns = state.dim(state.rank() - 1);
    long gates = units > 0 && columns % units == 0 ? columns / units : 0;
    Slicing slicing = last == 1 ? Slicing.TRAILING : Slicing.LEADING;
    if (view.shape().dim(last) != columns || (gates != 4 && gates != 3)) {
      return List.of(new NamedMatrix("", LayerType.RNN, slicing, view));
    }
    LayerType type = gates == 4 ? LayerType.LSTM : LayerType.GRU;
    List<String> names = gates == 4 ? NamedMatrix.LSTM_GATES : GRU_GATES;
    return NamedMatrix.split(type, view, last, names).stream()
        .map(part -> new NamedMatrix(part.name(), type, slicing, part.view()))
        .toList();
  }

  /** {@code [in, heads, size]}, or {@code [heads, size, out]} on the way out, as a matrix. */
  private static Optional<TensorView> merged(TensorView view, boolean out) {
    return out ? view.merged(0, 2) : view.merged(1, 3);
  }
}
