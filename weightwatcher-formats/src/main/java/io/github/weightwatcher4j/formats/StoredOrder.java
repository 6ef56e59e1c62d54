package io.github.weightwatcher4j.formats;

import java.nio.DoubleBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Some whole rows of a view, read in the order in which its storage has them. */
final class StoredOrder {

  /** That of the farthest neighbours first. */
  private final List<Axis> axes;

  /** How many axes lead from run to run; along the others all is contiguous. */
  private final int runs;

  /** Where the numbers of a run go, from where its first goes. */
  private final int[] places;

  private StoredOrder(List<Axis> axes, int runs, int[] places) {
    this.axes = axes;
    this.runs = runs;
    this.places = places;
  }

  /**
   * An axis.
   *
   * @param stride distance of neighbours in the storage
   * @param step their distance in C order
   */
  private record Axis(int length, long stride, int step) {}

  /**
   * The order for so many whole rows, which an array has room for.
   *
   * @param longest most numbers in a run
   */
  static StoredOrder of(TensorView view, int rows, int longest) {
    int rank = view.shape().rank();
    List<Axis> axes =
        IntStream.range(0, rank)
            .mapToObj(
                axis ->
                    new Axis(
                        axis == 0 ? rows : (int) view.shape().dim(axis),
                        view.strides().get(axis),
                        (int) view.shape().product(axis + 1, rank)))
            .filter(axis -> axis.length > 1)
            .sorted(Comparator.comparingLong(Axis::stride).reversed())
            .toList();
    int runs = axes.size();
    long length = 1;
    while (runs > 0
        && axes.get(runs - 1).stride == length
        && length * axes.get(runs - 1).length <= longest) {
      runs--;
      length *= axes.get(runs).length;
    }
    return new StoredOrder(axes, runs, places(axes.subList(runs, axes.size()), (int) length));
  }

  private static int[] places(List<Axis> inner, int length) {
    int[] places = new int[length];
    for (int i = 0; i < length; i++) {
      int rest = i;
      for (int axis = inner.size() - 1; axis >= 0; axis--) {
        places[i] += rest % inner.get(axis).length * inner.get(axis).step;
        rest /= inner.get(axis).length;
      }
    }
    return places;
  }

  /** Appends the rows to the target; the first number is that at {@code start} of the storage. */
  void read(StorageReader reader, long start, DoubleBuffer target) {
    read(0, reader, start, target, target.position(), new double[places.length]);
    int count = axes.stream().mapToInt(Axis::length).reduce(1, (a, b) -> a * b);
    target.position(target.position() + count);
  }

  private void read(
      int depth, StorageReader reader, long start, DoubleBuffer target, int at, double[] run) {
    if (depth == runs) {
      reader.read(start, run.length, run, 0);
      for (int i = 0; i < run.length; i++) {
        target.put(at + places[i], run[i]);
      }
      return;
    }
    Axis axis = axes.get(depth);
    for (int i = 0; i < axis.length; i++) {
      read(depth + 1, reader, start + i * axis.stride, target, at + i * axis.step, run);
    }
  }
}
