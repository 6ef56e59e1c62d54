package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** A float32 matrix in a file, mapped into memory. */
record MappedMatrix(FloatBuffer floats, TensorShape shape) implements WeightTensor {

  /** Writes a random matrix, row by row. */
  static void write(Path file, int rows, int columns) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    float[] row = new float[columns];
    ByteBuffer bytes = ByteBuffer.allocate(4 * columns).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < rows; i++) {
        RandomWeights.fill(row, 1 / Math.sqrt(rows), random);
        bytes.clear().asFloatBuffer().put(row);
        out.write(bytes.array());
      }
    }
  }

  static MappedMatrix open(Path file, int rows, int columns) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, 4L * rows * columns);
      return new MappedMatrix(
          bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), TensorShape.of(rows, columns));
    }
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    float[] run = new float[columns];
    double[] doubles = new double[columns];
    for (long row = firstRow; row < firstRow + rows; row++) {
      floats.get((int) (row * shape.dim(1) + firstColumn), run);
      for (int i = 0; i < columns; i++) {
        doubles[i] = run[i];
      }
      target.put(doubles);
    }
  }
}
