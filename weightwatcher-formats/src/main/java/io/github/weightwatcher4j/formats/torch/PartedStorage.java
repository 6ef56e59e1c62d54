package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of one tensor, in C order, that is stored in parts: boxes that lie side by side.
 *
 * @param shape lengths of the tensor's axes, at least one axis
 * @param parts the boxes, none empty
 */
record PartedStorage(TensorShape shape, List<Part> parts) implements Storage {

  /** Most parts of a tensor: more than the machines that a model was trained on. */
  private static final int MOST = 2_000;

  /**
   * A box.
   *
   * @param offsets where it begins along each axis
   * @param view its numbers
   */
  record Part(List<Long> offsets, TensorView view) {
    Part {
      offsets = List.copyOf(offsets);
    }

    long end(int axis) {
      return offsets.get(axis) + view.shape().dim(axis);
    }

    boolean overlaps(Part other) {
      for (int axis = 0; axis < offsets.size(); axis++) {
        if (end(axis) <= other.offsets.get(axis) || other.end(axis) <= offsets.get(axis)) {
          return false;
        }
      }
      return true;
    }

    boolean contains(long[] place) {
      for (int axis = 0; axis < place.length; axis++) {
        if (place[axis] < offsets.get(axis) || place[axis] >= end(axis)) {
          return false;
        }
      }
      return true;
    }

    boolean isWithin(TensorShape shape) {
      boolean within = offsets.size() == shape.rank() && view.shape().rank() == shape.rank();
      for (int axis = 0; axis < shape.rank() && within; axis++) {
        long offset = offsets.get(axis);
        within = offset >= 0 && offset <= shape.dim(axis) - view.shape().dim(axis);
      }
      return within;
    }
  }

  /**
   * A tensor of parts.
   *
   * @throws UnreadableTensorException where they do not make up the whole, each number once
   */
  static TensorView view(TensorShape shape, List<Part> parts) throws UnreadableTensorException {
    if (shape.rank() == 0 && parts.size() == 1 && parts.get(0).view.shape().size() == 1) {
      return parts.get(0).view;
    }
    if (parts.size() > MOST) {
      throw new UnreadableTensorException("is in more than " + MOST + " parts");
    }
    List<Part> filled = new ArrayList<>();
    long size = 0;
    for (Part part : parts) {
      if (!part.isWithin(shape)) {
        String text = "has a part %s at %s, which is not within %s";
        throw new UnreadableTensorException(text.formatted(part.view.shape(), part.offsets, shape));
      }
      if (part.view.shape().size() > 0) {
        size += part.view.shape().size();
        filled.add(part);
      }
    }
    requireWhole(shape, filled, size);
    if (filled.size() == 1) {
      return filled.get(0).view;
    }
    return filled.isEmpty()
        ? parts.get(0).view
        : TensorView.of(new PartedStorage(shape, filled), shape);
  }

  private static void requireWhole(TensorShape shape, List<Part> parts, long size)
      throws UnreadableTensorException {
    if (size != shape.size() || shape.rank() == 0) {
      String text = "has parts of %d numbers in all, but should have %d: some are not there";
      throw new UnreadableTensorException(text.formatted(size, shape.size()));
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.view.storage().precision() != parts.get(0).view.storage().precision()) {
        throw new UnreadableTensorException("has parts of several types");
      }
      if (parts.subList(0, i).stream().anyMatch(part::overlaps)) {
        throw new UnreadableTensorException("has parts that overlap");
      }
    }
    if (parts.isEmpty() && shape.size() > 0) {
      throw new UnreadableTensorException("has no parts");
    }
  }

  @Override
  public long size() {
    return shape.size();
  }

  @Override
  public Precision precision() {
    return parts.get(0).view.storage().precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    WeightTensor[] open = new WeightTensor[parts.size()]; // opened when they are first read
    Cursor cursor = new Cursor(tensor, open);
    return StorageReader.of(cursor::read, cursor::close);
  }

  /** Reads runs, each as long as it lies within a part as it does within the whole. */
  private final class Cursor {
    private final String tensor;
    private final WeightTensor[] open;
    private final long[] place = new long[shape.rank()];
    private int current;

    Cursor(String tensor, WeightTensor[] open) {
      this.tensor = tensor;
      this.open = open;
    }

    void read(long first, int count, double[] target, int at) {
      for (int done = 0; done < count; ) {
        long index = first + done;
        long rest = index;
        for (int axis = place.length - 1; axis >= 0; axis--) {
          place[axis] = rest % shape.dim(axis);
          rest /= shape.dim(axis);
        }
        find();
        int run = (int) Math.min(count - done, run(index));
        readPart(run, DoubleBuffer.wrap(target, at + done, run));
        done += run;
      }
    }

    private void find() {
      for (int tries = 0; !parts.get(current).contains(place); tries++) {
        if (tries > parts.size()) {
          throw new IllegalStateException("no part has a number of a tensor that is whole");
        }
        current = (current + 1) % parts.size();
      }
    }

    /** How many numbers from here on are neighbours in the part too. */
    private long run(long index) {
      Part part = parts.get(current);
      int axis = place.length - 1;
      long inner = 1;
      while (axis > 0 && part.view.shape().dim(axis) == shape.dim(axis)) {
        inner *= shape.dim(axis--);
      }
      return (part.end(axis) - place[axis]) * inner - index % inner;
    }

    /** A run in C order of the part: an end of a row, whole rows, a beginning of one. */
    private void readPart(int count, DoubleBuffer target) {
      Part part = parts.get(current);
      TensorShape box = part.view.shape();
      long local = 0;
      for (int axis = 0; axis < place.length; axis++) {
        local = local * box.dim(axis) + place[axis] - part.offsets.get(axis);
      }
      long width = box.rowLength();
      for (int left = count; left > 0; ) {
        long column = local % width;
        int rows = column == 0 && left >= width ? (int) (left / width) : 1;
        int columns = (int) Math.min(left, width - column);
        tensor(part).read(local / width, rows, column, columns, target);
        local += (long) rows * columns;
        left -= rows * columns;
      }
    }

    private WeightTensor tensor(Part part) {
      WeightTensor found = open[current];
      if (found == null) {
        try {
          found = part.view.open(tensor);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        open[current] = found;
      }
      return found;
    }

    void close() {
      for (WeightTensor part : open) {
        if (part != null) {
          part.close();
        }
      }
    }
  }
}
