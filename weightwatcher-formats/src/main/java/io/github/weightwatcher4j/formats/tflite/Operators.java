package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.ArrayList;
import java.util.List;

/** Which inputs of which operations are weights; operations by TensorFlow Lite's numbers. */
final class Operators {

  static final int DEQUANTIZE = 6;
  static final int CUSTOM = 32;

  /** Which makes a dense tensor of a sparse one. */
  static final int DENSIFY = 124;

  /** An LSTM in one matrix, in the oldest kernels, has so many inputs. */
  private static final int OLD_LSTM = 5;

  /** First of the operations of StableHLO, and of those that came later. */
  private static final int STABLE_HLO = 162;

  private Operators() {}

  /** Whether it is known which of its inputs are weights. */
  static boolean isKnown(int operator) {
    return operator != CUSTOM && operator < STABLE_HLO;
  }

  /**
   * The inputs that are weights; none of most operations.
   *
   * @param inputs how many inputs the operation has
   */
  static List<Weight> weights(int operator, int inputs) {
    return switch (operator) {
      case 3 -> List.of(convolution(LayerType.CONV2D));
      case 4 -> List.of(new Weight(1, LayerType.DEPTHWISE_CONV, "", Operators::depthwise));
      case 7 -> List.of(Weight.matrix(1, LayerType.EMBEDDING, ""));
      case 9 -> List.of(Weight.matrix(1, LayerType.DENSE, ""));
      case 16, 44 -> lstm(inputs, 0, "");
      case 24, 35 -> recurrent(0, "");
      case 27 ->
          List.of(
              Weight.matrix(1, LayerType.DENSE, "feature"),
              Weight.matrix(2, LayerType.OTHER, "time"));
      case 33 -> List.of(Weight.matrix(4, LayerType.EMBEDDING, ""));
      case 36 -> List.of(new Weight(0, LayerType.EMBEDDING, "", Operators::table));
      case 46 -> both(recurrent(0, "forward"), recurrent(3, "backward"));
      case 52 -> both(lstm(inputs, 0, "forward"), lstm(inputs, 17, "backward"));
      case 67 -> List.of(convolution(LayerType.DECONV));
      case 126 ->
          List.of(
              new Weight(1, LayerType.DENSE, "", Operators::stack),
              new Weight(0, LayerType.DENSE, "", Operators::stack));
      case 132, 141 -> List.of(new Weight(1, LayerType.CONV3D, "", Operators::kernelLast));
      default -> List.of();
    };
  }

  private static List<Weight> both(List<Weight> forward, List<Weight> backward) {
    List<Weight> all = new ArrayList<>(forward);
    all.addAll(backward);
    return all;
  }

  /** {@code [out, k, k, in]}. */
  private static Weight convolution(LayerType type) {
    return new Weight(
        1,
        type,
        "",
        view -> List.of(NamedMatrix.of(type, requireRank(view, 4).permuted(0, 3, 1, 2))));
  }

  /** {@code [1, k, k, channels]}. */
  private static List<NamedMatrix> depthwise(TensorView view) {
    requireRank(view, 4);
    if (view.shape().dim(0) != 1) {
      throw new IllegalArgumentException("a depthwise kernel has a first axis of length 1");
    }
    return List.of(NamedMatrix.depthwise(view.permuted(3, 0, 1, 2)));
  }

  /** {@code [k, k, k, in, out]}. */
  private static List<NamedMatrix> kernelLast(TensorView view) {
    requireRank(view, 5);
    return List.of(new NamedMatrix("", LayerType.CONV3D, Slicing.LEADING, view));
  }

  private static List<NamedMatrix> stack(TensorView view) {
    Slicing slicing = view.shape().rank() == 2 ? Slicing.TRAILING : Slicing.LEADING;
    return List.of(new NamedMatrix("", LayerType.DENSE, slicing, view));
  }

  /** What is looked up may be anything; a table of vectors has two axes. */
  private static List<NamedMatrix> table(TensorView view) {
    return view.shape().rank() == 2
        ? List.of(NamedMatrix.of(LayerType.EMBEDDING, view))
        : List.of();
  }

  private static TensorView requireRank(TensorView view, int rank) {
    if (view.shape().rank() != rank) {
      throw new IllegalArgumentException("a kernel of this operation has " + rank + " axes");
    }
    return view;
  }

  /** Inputs, states: {@code [units, in]} and {@code [units, units]}. */
  private static List<Weight> recurrent(int first, String direction) {
    return List.of(
        Weight.matrix(first + 1, LayerType.RNN, named(direction, "input")),
        Weight.matrix(first + 2, LayerType.RNN, named(direction, "recurrent")));
  }

  /** A matrix for each gate, first those of the inputs, then those of the states. */
  private static List<Weight> lstm(int inputs, int first, String direction) {
    if (inputs == OLD_LSTM) {
      return List.of(Weight.matrix(2, LayerType.LSTM, ""));
    }
    List<Weight> weights = new ArrayList<>();
    List<String> gates = NamedMatrix.LSTM_GATES;
    for (int gate = 0; gate < gates.size(); gate++) {
      String name = gates.get(gate);
      weights.add(
          Weight.matrix(first + 1 + gate, LayerType.LSTM, named(direction, "input." + name)));
      weights.add(
          Weight.matrix(first + 5 + gate, LayerType.LSTM, named(direction, "recurrent." + name)));
    }
    weights.add(Weight.matrix(first + 16, LayerType.DENSE, named(direction, "projection")));
    return weights;
  }

  private static String named(String direction, String part) {
    return direction.isEmpty() ? part : direction + "." + part;
  }
}
