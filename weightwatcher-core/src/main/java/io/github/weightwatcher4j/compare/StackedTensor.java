package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Standardized layers on top of each other, with zeros to the right of the narrower ones. */
final class StackedTensor implements WeightTensor {

  private final TensorShape shape;
  private final Precision precision;
  private final List<Standardized> parts = new ArrayList<>();

  /** First row of each part. */
  private final List<Long> starts = new ArrayList<>();

  private StackedTensor(TensorShape shape, Precision precision) {
    this.shape = shape;
    this.precision = precision;
  }

  static StackedTensor open(List<Weights> layers, TensorShape shape, Precision precision)
      throws IOException {
    StackedTensor stack = new StackedTensor(shape, precision);
    try {
      long start = 0;
      for (Weights layer : layers) {
        stack.parts.add(Standardized.open(layer));
        stack.starts.add(start);
        start += PlaneRows.rows(layer);
      }
      return stack;
    } catch (IOException | RuntimeException | Error e) {
      stack.close(); // nobody else can
      throw e;
    }
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    long end = firstRow + rows;
    for (int part = 0; part < parts.size(); part++) {
      long start = starts.get(part);
      long next = part + 1 < parts.size() ? starts.get(part + 1) : shape.rows();
      long from = Math.max(firstRow, start);
      long to = Math.min(end, next);
      if (from < to) {
        int first = Math.toIntExact(from - start);
        read(parts.get(part), first, Math.toIntExact(to - from), firstColumn, columns, target);
      }
    }
  }

  private static void read(
      Standardized part, int first, int rows, long firstColumn, int columns, DoubleBuffer target) {
    double[] block = part.read(first, rows);
    for (int row = 0; row < rows; row++) {
      int start = Math.toIntExact(Math.min(firstColumn, part.columns()));
      int count = Math.min(columns, part.columns() - start);
      target.put(block, row * part.columns() + start, count);
      target.put(new double[columns - count]);
    }
  }

  @Override
  public void close() {
    parts.forEach(Standardized::close);
    parts.clear();
  }

  @Override
  public String toString() {
    return parts.size() + " layers stacked into " + shape + " " + Arrays.asList(starts);
  }
}
