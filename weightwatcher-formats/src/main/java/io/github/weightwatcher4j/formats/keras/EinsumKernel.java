package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.ArrangedStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which axes of the kernel of an {@code EinsumDense} are its inputs, over which the layer sums, and
 * which its outputs.
 *
 * @param inputs the axes that are summed over
 * @param outputs the others, in the order of the layer's output
 */
record EinsumKernel(List<Integer> inputs, List<Integer> outputs) {

  /**
   * As an equation says, {@code abc,cde->abde}. Empty where it does not fit the kernel, or where an
   * axis is neither: in input, kernel and output it makes a stack of matrices.
   */
  static Optional<EinsumKernel> of(String equation, int rank) {
    String[] sides = equation.replaceAll("[\\s.]", "").split("->|,", -1);
    if (sides.length != 3 || sides[1].length() != rank) {
      return Optional.empty();
    }
    List<Integer> inputs = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      char letter = sides[1].charAt(axis);
      boolean in = sides[0].indexOf(letter) >= 0;
      boolean out = sides[2].indexOf(letter) >= 0;
      if (in == out || sides[1].indexOf(letter) != axis) {
        return Optional.empty();
      }
      if (in) {
        inputs.add(axis);
      }
    }
    List<Integer> outputs =
        sides[2].chars().map(sides[1]::indexOf).filter(axis -> axis >= 0).boxed().toList();
    return Optional.of(new EinsumKernel(inputs, outputs)).filter(EinsumKernel::isMatrix);
  }

  /** The last axes are the outputs. */
  static EinsumKernel trailing(int rank, int outputs) {
    return new EinsumKernel(
        IntStream.range(0, rank - outputs).boxed().toList(),
        IntStream.range(rank - outputs, rank).boxed().toList());
  }

  /**
   * As the shape of a scale tells, which has the outputs' lengths in their order, and 1 elsewhere.
   * Empty where no axes fit, or several do.
   */
  static Optional<EinsumKernel> of(TensorShape kernel, TensorShape scale) {
    List<Long> lengths = scale.dims().stream().filter(length -> length != 1).toList();
    List<List<Integer>> found = new ArrayList<>();
    place(kernel, lengths, List.of(), found);
    if (found.size() != 1) {
      return Optional.empty();
    }
    List<Integer> outputs = found.get(0);
    List<Integer> inputs =
        IntStream.range(0, kernel.rank()).filter(axis -> !outputs.contains(axis)).boxed().toList();
    return Optional.of(new EinsumKernel(inputs, outputs)).filter(EinsumKernel::isMatrix);
  }

  private static void place(
      TensorShape kernel, List<Long> lengths, List<Integer> taken, List<List<Integer>> found) {
    if (taken.size() == lengths.size()) {
      found.add(taken);
      return;
    }
    for (int axis = 0; axis < kernel.rank(); axis++) {
      if (!taken.contains(axis) && kernel.dim(axis) == lengths.get(taken.size())) {
        List<Integer> more = new ArrayList<>(taken);
        more.add(axis);
        place(kernel, lengths, more, found);
      }
    }
  }

  private boolean isMatrix() {
    return !inputs.isEmpty() && !outputs.isEmpty();
  }

  /** Whether the inputs come before the outputs, both in their order. */
  boolean isInputsFirst() {
    return equals(trailing(inputs.size() + outputs.size(), outputs.size()));
  }

  /** For each axis of the kernel the distance of neighbours in C order of the outputs; 0 else. */
  List<Long> strides(TensorShape kernel) {
    List<Long> strides = new ArrayList<>(Collections.nCopies(kernel.rank(), 0L));
    long stride = 1;
    for (int i = outputs.size() - 1; i >= 0; i--) {
      strides.set(outputs.get(i), stride);
      stride *= kernel.dim(outputs.get(i));
    }
    return strides;
  }

  /** The kernel as a matrix {@code [inputs, outputs]}. */
  TensorView matrix(TensorView kernel) {
    List<Integer> axes = new ArrayList<>(inputs);
    axes.addAll(outputs);
    int rank = axes.size();
    TensorView view = kernel.permuted(axes.stream().mapToInt(Integer::intValue).toArray());
    return view.merged(inputs.size(), rank)
        .flatMap(merged -> merged.merged(0, inputs.size()))
        .orElseGet(() -> arranged(view));
  }

  private TensorView arranged(TensorView view) {
    int rank = view.shape().rank();
    long rows = view.shape().product(0, inputs.size());
    long columns = view.shape().product(inputs.size(), rank);
    return TensorView.of(new ArrangedStorage(view), TensorShape.of(rows, columns));
  }
}
