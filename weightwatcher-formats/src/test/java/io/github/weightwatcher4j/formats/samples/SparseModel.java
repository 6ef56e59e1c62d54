package io.github.weightwatcher4j.formats.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A large safetensors file that takes little of the disk: float32 layers {@code layer0.weight} and
 * so on of one shape, all zeros but for some random numbers in each thousandth row.
 */
public final class SparseModel {

  private static final int ROWS_APART = 1000;

  private SparseModel() {}

  /** Writes the file. */
  public static Path write(Path file, int layers, long rows, int columns) throws IOException {
    List<String> names =
        IntStream.range(0, layers).mapToObj(layer -> "layer" + layer + ".weight").toList();
    long start = zeros(file, names, rows, columns);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Random random = new Random(7);
      for (long row = 0; row < layers * rows; row += ROWS_APART) {
        channel.write(row(columns, random), start + row * columns * Float.BYTES);
      }
    }
    return file;
  }

  /** Writes a file of matrices of zeros, so many as there are names; where its data begin. */
  public static long zeros(Path file, List<String> names, long rows, int columns)
      throws IOException {
    long bytes = rows * columns * Float.BYTES;
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      entries
          .append(i == 0 ? "{\"" : ",\"")
          .append(names.get(i))
          .append("\":{\"dtype\":\"F32\",\"shape\":[%d,%d],".formatted(rows, columns))
          .append("\"data_offsets\":[%d,%d]}".formatted(i * bytes, (i + 1) * bytes));
    }
    byte[] header = entries.append('}').toString().getBytes(StandardCharsets.UTF_8);
    long start = (long) Long.BYTES + header.length;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(length.putLong(0, header.length), 0);
      channel.write(ByteBuffer.wrap(header), Long.BYTES);
      channel.write(ByteBuffer.allocate(1), start + names.size() * bytes - 1);
    }
    return start;
  }

  private static ByteBuffer row(int columns, Random random) {
    ByteBuffer row = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int column = 0; column < columns; column++) {
      row.putFloat(column * Float.BYTES, (float) random.nextGaussian());
    }
    return row;
  }
}
