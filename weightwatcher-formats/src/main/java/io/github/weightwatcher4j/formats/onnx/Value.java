package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What a name in a graph stands for, where that is constant.
 *
 * @param tensor the numbers, and a name to show; empty where several tensors are joined
 * @param origins the tensors of the file that they come from
 * @param steps how many tensors are read for one number; bounds the work
 * @param shaped whether the shape is known
 */
record Value(NamedTensor tensor, List<NamedTensor> origins, int steps, boolean shaped) {

  /** Most numbers that are read to understand a graph: shapes, indices. */
  private static final long MOST_READ = 1 << 20;

  /** Most tensors that are read for one number. */
  private static final int MOST_STEPS = 100;

  static Value of(NamedTensor tensor) {
    return new Value(tensor, List.of(tensor), 1, true);
  }

  /** Computed from constants in a way that is not followed, for a reason. */
  static Value unknown(String name, List<Value> from, String reason) {
    NamedTensor tensor = NamedTensor.unreadable(name, TensorShape.of(), reason);
    return new Value(tensor, origins(from), 1, false);
  }

  /** The numbers; empty where they cannot be read. */
  Optional<TensorView> view() {
    return tensor.view();
  }

  TensorShape shape() {
    return tensor.shape();
  }

  /** Whether its numbers are integers, which stand for others as long as they have no scale. */
  boolean isInteger() {
    return view().filter(known -> known.storage().precision() == Precision.INTEGER).isPresent();
  }

  /** The same numbers seen differently; what cannot be read stays as it is. */
  Value map(UnaryOperator<TensorView> change) {
    return view()
        .map(change)
        .map(view -> new Value(NamedTensor.of(tensor.name(), view), origins, steps, true))
        .orElse(this);
  }

  /** This, without numbers, for a reason. */
  Value unreadable(String reason) {
    NamedTensor without = NamedTensor.unreadable(tensor.name(), shape(), reason);
    return new Value(without, origins, steps, shaped);
  }

  /**
   * Several values as one, under the name of the first; without numbers where one of them has none.
   *
   * @throws IllegalArgumentException where they do not suit each other
   */
  static Value combined(List<Value> values, Function<List<TensorView>, TensorView> change) {
    Value first = values.get(0);
    int steps = values.stream().mapToInt(Value::steps).sum();
    Optional<Value> missing = values.stream().filter(value -> value.view().isEmpty()).findFirst();
    Value all = new Value(first.tensor, origins(values), Math.min(steps, MOST_STEPS), first.shaped);
    if (missing.isPresent()) {
      return all.unreadable(missing.get().tensor.reason());
    }
    if (steps > MOST_STEPS) {
      throw new IllegalArgumentException("it is put together from more than 100 tensors");
    }
    TensorView view =
        change.apply(values.stream().map(value -> value.tensor.view().get()).toList());
    return new Value(NamedTensor.of(first.tensor.name(), view), all.origins, steps, true);
  }

  /** Under another name. */
  Value named(String name) {
    return new Value(tensor.renamed(name), origins, steps, shaped);
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
        view().map(Elementwise::inOrder).orElseThrow(() -> new IllegalArgumentException(shown()));
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
