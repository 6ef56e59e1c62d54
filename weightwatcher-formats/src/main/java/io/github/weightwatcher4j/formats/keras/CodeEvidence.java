package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.keras.CodedStorage.Packing;
import java.io.IOException;

/**
 * What codes tell of themselves where no configuration says how many bits they have. Keras scales a
 * channel by its largest value: with 8 bits some code of each channel is 127 or -127; with 4 bits
 * some code of each is 7 or -7, and none is -8, as every sixteenth half of a byte would be.
 *
 * @param fourBits whether they may be pairs of 4 bits
 * @param eightBits whether they may have 8 bits
 */
record CodeEvidence(boolean fourBits, boolean eightBits) {

  /** As many codes tell enough. */
  private static final int MOST = 1 << 22;

  /** So many zeros in a row are no accident. */
  private static final int ENOUGH = 32;

  private static final int TOP_OF_EIGHT = 127;
  private static final int TOP_OF_FOUR = 7;

  /**
   * Reads codes {@code [rows, columns]}, the first ones where there are many.
   *
   * @param byRow whether a channel is a row; else it is a column
   */
  static CodeEvidence of(TensorView codes, boolean byRow, String tensor) throws IOException {
    int columns = Math.toIntExact(codes.shape().dim(1));
    int rows = (int) Math.min(codes.shape().dim(0), MOST / Math.max(1, columns));
    int[] eight = new int[byRow ? rows : columns];
    int[] four = new int[eight.length];
    boolean pairs = true;
    double[] row = new double[columns];
    try (StorageReader reader = codes.storage().open(tensor)) {
      for (int i = 0; i < rows; i++) {
        reader.read((long) i * columns, columns, row, 0);
        for (int j = 0; j < columns; j++) {
          int channel = byRow ? i : j;
          int low = CodeReader.half((int) row[j], false);
          int high = CodeReader.half((int) row[j], true);
          eight[channel] = Math.max(eight[channel], Math.abs((int) row[j]));
          four[channel] = Math.max(four[channel], Math.max(Math.abs(low), Math.abs(high)));
          pairs &= Math.min(low, high) >= -TOP_OF_FOUR;
        }
      }
    }
    boolean whole = byRow || rows == codes.shape().dim(0);
    return new CodeEvidence(
        pairs && (!whole || reach(four, TOP_OF_FOUR)), !whole || reach(eight, TOP_OF_EIGHT));
  }

  private static boolean reach(int[] largest, int top) {
    for (int value : largest) {
      if (value != top && value != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * How long the packed axis is, once unpacked.
   *
   * @throws IllegalArgumentException where that cannot be told
   */
  static long length(TensorView codes, Packing packing, String tensor) throws IOException {
    boolean rows = packing == Packing.FIRST;
    long columns = codes.shape().dim(1);
    long packed = rows ? codes.shape().dim(0) : columns;
    long others = Math.min(rows ? columns : codes.shape().dim(0), MOST);
    double[] code = new double[1];
    try (StorageReader reader = codes.storage().open(tensor)) {
      for (long i = 0; i < others; i++) {
        reader.read(rows ? (packed - 1) * columns + i : i * columns + packed - 1, 1, code, 0);
        if (CodeReader.half((int) code[0], true) != 0) {
          return 2 * packed;
        }
      }
    }
    if (others < ENOUGH) {
      throw new IllegalArgumentException(
          "whether axis %d has %d or %d places cannot be told from the file alone"
              .formatted(rows ? 0 : 1, 2 * packed, 2 * packed - 1));
    }
    return 2 * packed - 1;
  }
}
