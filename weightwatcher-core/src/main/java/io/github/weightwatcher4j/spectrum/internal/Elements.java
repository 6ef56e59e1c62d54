package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.model.Precision;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;

/** Numbers in native memory, in float32 where that is enough for what the weights are stored in. */
public sealed interface Elements {

  double get(long i);

  void set(long i, double value);

  void swap(long i, long j);

  /** Elements of the narrowest format that holds the weights exactly; zeros not assured. */
  static Elements allocate(NativeMemory memory, long count, Precision precision) {
    return isFloat(precision)
        ? new Floats(FloatIndexer.create(memory.floats(count)))
        : new Doubles(DoubleIndexer.create(memory.doubles(count)));
  }

  static int bytesPerElement(Precision precision) {
    return isFloat(precision) ? Float.BYTES : Double.BYTES;
  }

  private static boolean isFloat(Precision precision) {
    return switch (precision) {
      case FLOAT32, FLOAT16, BFLOAT16, FLOAT8_E4M3, FLOAT8_E5M2 -> true;
      case FLOAT64, INTEGER -> false; // integers may be scaled to any double
    };
  }

  /** Four bytes each. */
  record Floats(FloatIndexer values) implements Elements {
    @Override
    public double get(long i) {
      return values.get(i);
    }

    @Override
    public void set(long i, double value) {
      values.put(i, (float) value);
    }

    @Override
    public void swap(long i, long j) {
      float kept = values.get(i);
      values.put(i, values.get(j)).put(j, kept);
    }
  }

  /** Eight bytes each. */
  record Doubles(DoubleIndexer values) implements Elements {
    @Override
    public double get(long i) {
      return values.get(i);
    }

    @Override
    public void set(long i, double value) {
      values.put(i, value);
    }

    @Override
    public void swap(long i, long j) {
      double kept = values.get(i);
      values.put(i, values.get(j)).put(j, kept);
    }
  }
}
