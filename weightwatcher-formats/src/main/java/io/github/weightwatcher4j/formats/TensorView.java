package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tensor as a view on a storage: element {@code (i, j, ...)} is number {@code offset + i *
 * strides[0] + j * strides[1] + ...} of the storage. Views of views cost nothing and read nothing.
 *
 * @param storage the numbers
 * @param offset index of the tensor's first element in the storage
 * @param shape lengths of the axes
 * @param strides for each axis the distance of neighbours in the storage, in numbers, at least 0
 */
public record TensorView(Storage storage, long offset, TensorShape shape, List<Long> strides) {

  /**
   * Checks that every element lies in the storage.
   *
   * @throws IllegalArgumentException otherwise
   */
  public TensorView {
    strides = List.copyOf(strides);
    if (strides.size() != shape.rank()) {
      throw new IllegalArgumentException(
          "a tensor has a stride for each axis, but the shape is " + shape + " and " + strides);
    }
    if (offset < 0 || strides.stream().anyMatch(stride -> stride < 0)) {
      throw new IllegalArgumentException(
          "offset and strides must be >= 0 but were " + offset + " and " + strides);
    }
    if (shape.size() > 0 && !(last(offset, shape, strides) < storage.size())) {
      throw new IllegalArgumentException(
          "shape %s, strides %s, offset %d reach beyond the %d numbers that are stored"
              .formatted(shape, strides, offset, storage.size()));
    }
  }

  private static long last(long offset, TensorShape shape, List<Long> strides) {
    long last = offset;
    try {
      for (int axis = 0; axis < shape.rank(); axis++) {
        last = Math.addExact(last, Math.multiplyExact(shape.dim(axis) - 1, strides.get(axis)));
      }
      return last;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The whole storage in C order, last axis fastest. */
  public static TensorView of(Storage storage, TensorShape shape) {
    return new TensorView(storage, 0, shape, strides(shape));
  }

  /** The whole storage in Fortran order, first axis fastest. */
  public static TensorView fortran(Storage storage, TensorShape shape) {
    List<Long> dims = new ArrayList<>(shape.dims());
    Collections.reverse(dims);
    List<Long> strides = new ArrayList<>(strides(new TensorShape(dims)));
    Collections.reverse(strides);
    return new TensorView(storage, 0, shape, strides);
  }

  private static List<Long> strides(TensorShape shape) {
    // Multiplied as an empty axis leaves them; no element is read through them then.
    return IntStream.range(0, shape.rank())
        .mapToObj(axis -> shape.size() == 0 ? 0 : shape.product(axis + 1, shape.rank()))
        .toList();
  }

  /** Whether neighbours along the axes from {@code first} on, in C order, are so in the storage. */
  public boolean isContiguous(int first) {
    long expected = 1;
    for (int axis = shape.rank() - 1; axis >= first; axis--) {
      if (shape.dim(axis) != 1 && strides.get(axis) != expected) {
        return false;
      }
      expected *= shape.dim(axis);
    }
    return true;
  }

  /**
   * The same numbers in the same order with axes of other lengths.
   *
   * @throws IllegalArgumentException where they are not contiguous or not as many
   */
  public TensorView reshaped(TensorShape other) {
    if (!isContiguous(0) || other.size() != shape.size()) {
      throw new IllegalArgumentException(shape + " cannot be seen as " + other);
    }
    return new TensorView(storage, offset, other, strides(other));
  }

  /** Positions {@code from} to {@code from + length} of one axis. */
  public TensorView narrow(int axis, long from, long length) {
    if (from < 0 || length < 0 || from > shape.dim(axis) - length) {
      throw new IllegalArgumentException(
          "%d + %d is not within axis %d of %s".formatted(from, length, axis, shape));
    }
    List<Long> dims = new ArrayList<>(shape.dims());
    dims.set(axis, length);
    long start = offset + from * strides.get(axis);
    return new TensorView(storage, start, new TensorShape(dims), strides);
  }

  /** Equal parts along one axis, whose length the number of parts must divide. */
  public List<TensorView> split(int axis, int parts) {
    if (shape.dim(axis) % parts != 0) {
      throw new IllegalArgumentException(
          "axis %d of %s does not fall into %d equal parts".formatted(axis, shape, parts));
    }
    long length = shape.dim(axis) / parts;
    return IntStream.range(0, parts).mapToObj(i -> narrow(axis, i * length, length)).toList();
  }

  /** One position of one axis, which is gone. */
  public TensorView at(int axis, long index) {
    return narrow(axis, index, 1).without(axis);
  }

  /** The axes in another order: new axis {@code i} is old axis {@code axes[i]}. */
  public TensorView permuted(int... axes) {
    if (!IntStream.of(axes).sorted().boxed().toList().equals(axisList())) {
      throw new IllegalArgumentException("needs each axis of " + shape + " once");
    }
    return new TensorView(
        storage,
        offset,
        new TensorShape(IntStream.of(axes).mapToObj(shape::dim).toList()),
        IntStream.of(axes).mapToObj(strides::get).toList());
  }

  /** Without the axes of length 1. */
  public TensorView squeezed() {
    TensorView view = this;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      view = shape.dim(axis) == 1 ? view.without(axis) : view;
    }
    return view;
  }

  private TensorView without(int axis) {
    List<Long> dims = new ArrayList<>(shape.dims());
    List<Long> steps = new ArrayList<>(strides);
    dims.remove(axis);
    steps.remove(axis);
    return new TensorView(storage, offset, new TensorShape(dims), steps);
  }

  /**
   * Axes {@code from} (inclusive) to {@code to} (exclusive) as one, their elements in the order in
   * which they are stored: C order, unless the tensor is not. Empty where they are not evenly
   * spaced.
   */
  public Optional<TensorView> merged(int from, int to) {
    Integer[] axes = axisList().toArray(Integer[]::new);
    Arrays.sort(axes, from, to, Comparator.comparing(strides::get, Comparator.reverseOrder()));
    TensorView view = permuted(Arrays.stream(axes).mapToInt(Integer::intValue).toArray());
    for (int axis = to - 1; axis > from; axis--) {
      if (!view.isEvenlySpaced(axis - 1)) {
        return Optional.empty();
      }
      view = view.mergedWithNext(axis - 1);
    }
    return Optional.of(view);
  }

  private boolean isEvenlySpaced(int axis) {
    return shape.size() == 0
        || shape.dim(axis) == 1
        || shape.dim(axis + 1) == 1
        || strides.get(axis) == strides.get(axis + 1) * shape.dim(axis + 1);
  }

  private TensorView mergedWithNext(int axis) {
    long length = shape.dim(axis) * shape.dim(axis + 1);
    int finer = shape.dim(axis + 1) == 1 ? axis : axis + 1;
    List<Long> dims = new ArrayList<>(shape.dims());
    List<Long> steps = new ArrayList<>(strides);
    dims.set(axis, length);
    steps.set(axis, strides.get(finer));
    dims.remove(axis + 1);
    steps.remove(axis + 1);
    return new TensorView(storage, offset, new TensorShape(dims), steps);
  }

  private List<Integer> axisList() {
    return IntStream.range(0, shape.rank()).boxed().toList();
  }

  /**
   * Opens the tensor for reading by one thread; the caller closes it.
   *
   * @throws java.util.concurrent.CancellationException where the thread is interrupted, now or as
   *     it reads
   */
  public WeightTensor open(String name) throws IOException {
    return Guard.opening(name, () -> new StridedTensor(this, storage.open(name)));
  }

  /**
   * The weights of a layer, of rank 2 or more; opened from the file each time they are read. A
   * matrix whose columns must be read in runs, and whose rows are none, is read as its transpose.
   */
  public Weights weights(String name, Slicing slicing) {
    if (storage instanceof SparseStorage sparse && equals(of(sparse, sparse.shape()))) {
      return Weights.of(shape, sparse.precision(), sparseOpener(sparse, name));
    }
    boolean byColumns =
        storage.isReadInRuns()
            && shape.rank() == 2
            && strides.get(0) == 1
            && strides.get(1) == shape.dim(0);
    TensorView read = byColumns ? permuted(1, 0) : this;
    return new Weights(read.shape, storage.precision(), slicing, byColumns, () -> read.open(name));
  }

  private static Weights.SparseOpener sparseOpener(SparseStorage sparse, String name) {
    return new Weights.SparseOpener() {
      @Override
      public SparseMatrix open() throws IOException {
        return Guard.opening(name, () -> sparse.matrix(name));
      }

      @Override
      public long entries() {
        return sparse.entries();
      }
    };
  }
}
