package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;

/**
 * The floats of an attribute, of which there may be millions: where they lie. They come packed, as
 * in memory, or each behind a byte that says which field it is.
 */
final class FloatRun {

  private final Wire wire;
  private final StringBuilder problem = new StringBuilder();
  private TensorView one = FilledStorage.scalar(0, Precision.FLOAT32);
  private boolean single;
  private long start;
  private long end;
  private long count;
  private int step = Float.BYTES;

  FloatRun(Wire wire) {
    this.wire = wire;
  }

  /** The attribute is one float. */
  void only(float value) {
    one = FilledStorage.scalar(value, Precision.FLOAT32);
    single = true;
  }

  /** Adds one float or a packed run. */
  void add(Wire.Span span) {
    if (count == 0) {
      start = span.offset();
      count = span.length() / Float.BYTES;
    } else if (span.length() == Float.BYTES && span.offset() == end + 1) {
      step = Float.BYTES + 1;
      count++;
    } else {
      problem.setLength(0);
      problem.append("its numbers lie in several runs");
    }
    end = span.offset() + span.length();
  }

  /** The floats under a name; empty where there are none. */
  Optional<NamedTensor> tensor(String name) {
    if (count == 0) {
      return single ? Optional.of(NamedTensor.of(name, one)) : Optional.empty();
    }
    TensorShape shape = TensorShape.of(count);
    if (!problem.isEmpty()) {
      return Optional.of(NamedTensor.unreadable(name, shape, problem.toString()));
    }
    Storage storage =
        step == Float.BYTES
            ? FileStorage.littleEndian(wire.file(), start, count, ElementType.FLOAT32)
            : new Tagged(
                FileStorage.littleEndian(
                    wire.file(), start, (count - 1) * step + Float.BYTES, ElementType.UINT8),
                count);
    return Optional.of(NamedTensor.of(name, TensorView.of(storage, shape)));
  }

  /**
   * Floats of four bytes with a byte between each two.
   *
   * @param bytes the bytes
   * @param size how many floats
   */
  record Tagged(Storage bytes, long size) implements Storage {
    private static final int STEP = 5;
    private static final int BLOCK = 1 << 12;

    @Override
    public Precision precision() {
      return Precision.FLOAT32;
    }

    @Override
    public StorageReader open(String tensor) throws IOException {
      StorageReader reader = bytes.open(tensor);
      double[] block = new double[BLOCK * STEP];
      return StorageReader.of(
          (first, count, target, at) -> {
            for (int done = 0; done < count; done += BLOCK) {
              int length = Math.min(BLOCK, count - done);
              reader.read((first + done) * STEP, length * STEP - 1, block, 0);
              for (int i = 0; i < length; i++) {
                target[at + done + i] = number(block, i * STEP);
              }
            }
          },
          reader::close);
    }

    private static float number(double[] bytes, int from) {
      int bits = 0;
      for (int i = Float.BYTES - 1; i >= 0; i--) {
        bits = bits << 8 | (int) bytes[from + i];
      }
      return Float.intBitsToFloat(bits);
    }
  }
}
