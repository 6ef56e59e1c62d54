package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What a name in a graph stands for, where that is constant.
 *
 * @param tensor the numbers, and a name to show
 * @param origins the tensors of the file that they come from
 */
record Value(NamedTensor tensor, List<NamedTensor> origins) {

  /** Most numbers that are read to understand a graph: shapes, scales. */
  private static final long MOST_READ = 1 << 24;

  static Value of(NamedTensor tensor) {
    return new Value(tensor, List.of(tensor));
  }

  /** The numbers; empty where they cannot be read. */
  Optional<TensorView> view() {
    return tensor.view();
  }

  TensorShape shape() {
    return tensor.shape();
  }

  /** The same numbers seen differently; what cannot be read stays as it is. */
  Value map(UnaryOperator<TensorView> change) {
    return view()
        .map(change)
        .map(view -> new Value(NamedTensor.of(tensor.name(), view), origins))
        .orElse(this);
  }

  /** This, without numbers, for a reason. */
  Value unreadable(String reason) {
    return new Value(NamedTensor.unreadable(tensor.name(), shape(), reason), origins);
  }

  /** Where all of these come from. */
  static List<NamedTensor> origins(List<Value> values) {
    Set<NamedTensor> origins = new LinkedHashSet<>();
    values.forEach(value -> origins.addAll(value.origins));
    return new ArrayList<>(origins);
  }

  /**
   * All numbers, in C order.
   *
   * @throws IllegalArgumentException where they cannot be read or are too many
   */
  double[] numbers() throws IOException {
    TensorView view =
        view()
            .filter(known -> known.isContiguous(0))
            .orElseThrow(() -> new IllegalArgumentException(shown()));
    if (view.shape().size() > MOST_READ) {
      throw new IllegalArgumentException("too many numbers: " + shown());
    }
    double[] numbers = new double[(int) view.shape().size()];
    try (StorageReader reader = view.storage().open(tensor.name())) {
      reader.read(view.offset(), numbers.length, numbers, 0);
    }
    return numbers;
  }

  /** All numbers, as integers. */
  long[] integers() throws IOException {
    return DoubleStream.of(numbers()).mapToLong(number -> (long) number).toArray();
  }

  private String shown() {
    return tensor + " " + tensor.reason();
  }
}
