package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/** A tensor whose elements follow each other in the file, open to be read by runs of them. */
final class Part implements AutoCloseable {

  /** Longest tensor that is read whole, in numbers: maps and indices, never weights. */
  private static final long LONGEST_WHOLE = 1 << 24;

  private final long offset;
  private final StorageReader reader;
  private double[] scratch = new double[0];

  private Part(long offset, StorageReader reader) {
    this.offset = offset;
    this.reader = reader;
  }

  static Part open(TensorView view, String tensor) throws IOException {
    return new Part(view.offset(), view.storage().open(tensor));
  }

  /** All numbers of a small tensor, in C order. */
  static double[] all(TensorView view, String tensor) throws IOException {
    if (view.shape().size() > LONGEST_WHOLE) {
      throw new MisfitException("%s of %d numbers".formatted(tensor, view.shape().size()));
    }
    double[] numbers = new double[(int) view.shape().size()];
    try (Part part = open(view, tensor)) {
      part.reader.read(part.offset, numbers.length, numbers, 0);
    }
    return numbers;
  }

  /** Elements from {@code first} on, in C order; valid until the next call. */
  double[] read(long first, int count) {
    if (scratch.length < count) {
      scratch = new double[count];
    }
    reader.read(offset + first, count, scratch, 0);
    return scratch;
  }

  @Override
  public void close() {
    reader.close();
  }
}
