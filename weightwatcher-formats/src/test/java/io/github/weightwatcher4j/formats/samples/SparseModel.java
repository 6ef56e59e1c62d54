package io.github.weightwatcher4j.formats.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A large safetensors file that takes little of the disk: float32 layers {@code layer0.weight} and
 * so on of one shape, all zeros but for some random numbers in each thousandth row.
 */
public final class SparseModel {

  private static final int ROWS_APART = 1000;

  private SparseModel() {}

  /** Writes the file. */
  public static Path write(Path file, int layers, long rows, int columns) throws IOException {
    long bytes = rows * columns * Float.BYTES;
    List<String> entries = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      entries.add(
          "\"layer%d.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
              .formatted(layer, rows, columns, layer * bytes, (layer + 1) * bytes));
    }
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(length.putLong(0, header.length), 0);
      channel.write(ByteBuffer.wrap(header), 8);
      Random random = new Random(7);
      for (long row = 0; row < layers * rows; row += ROWS_APART) {
        long place = 8 + header.length + row * columns * Float.BYTES;
        channel.write(row(columns, random), place);
      }
      channel.write(ByteBuffer.allocate(1), 8 + header.length + layers * bytes - 1);
    }
    return file;
  }

  private static ByteBuffer row(int columns, Random random) {
    ByteBuffer row = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int column = 0; column < columns; column++) {
      row.putFloat(column * Float.BYTES, (float) random.nextGaussian());
    }
    return row;
  }
}
