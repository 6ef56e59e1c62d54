package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.StorageReader;

/** Reads a {@link CodedStorage}, row of the last axis by row. */
final class CodeReader implements StorageReader {

  private final CodedStorage storage;
  private final StorageReader codes;
  private final float[] scales;
  private final float[] zeros;
  private final int[] groups;
  private final int last;
  private final long columns;
  private double[] bytes = new double[0];

  CodeReader(CodedStorage storage, StorageReader codes, float[] scales, float[] zeros) {
    this.storage = storage;
    this.codes = codes;
    this.scales = scales;
    this.zeros = zeros;
    this.groups = storage.groups().stream().mapToInt(Integer::intValue).toArray();
    this.last = storage.shape().rank() - 1;
    this.columns = storage.shape().dim(last);
  }

  @Override
  public void read(long first, int count, double[] target, int at) {
    for (int done = 0; done < count; ) {
      long row = (first + done) / columns;
      int column = (int) ((first + done) % columns);
      int run = (int) Math.min(count - done, columns - column);
      switch (storage.packing()) {
        case NONE -> codes.read(first + done, run, target, at + done);
        case FIRST -> unpackFirst(row, column, run, target, at + done);
        case LAST -> unpackLast(row, column, run, target, at + done);
      }
      scale(row, column, run, target, at + done);
      done += run;
    }
  }

  private void unpackFirst(long row, int column, int run, double[] target, int at) {
    codes.read(row / 2 * columns + column, run, target, at);
    for (int i = at; i < at + run; i++) {
      target[i] = half((int) target[i], row % 2 == 1);
    }
  }

  private void unpackLast(long row, int column, int run, double[] target, int at) {
    int begin = column / 2;
    int length = (column + run - 1) / 2 - begin + 1;
    if (bytes.length < length) {
      bytes = new double[length];
    }
    codes.read(row * ((columns + 1) / 2) + begin, length, bytes, 0);
    for (int i = 0; i < run; i++) {
      int place = column + i;
      target[at + i] = half((int) bytes[place / 2 - begin], place % 2 == 1);
    }
  }

  /** The code in a half of a byte. */
  static int half(int value, boolean high) {
    return high ? (value << 24) >> 28 : (value << 28) >> 28;
  }

  private void scale(long row, int column, int run, double[] target, int at) {
    long base = base(row);
    long stride = storage.strides().get(last);
    for (int i = 0; i < run; i++) {
      int channel = (int) (base + channel(last, column + i) * stride);
      float code = (float) target[at + i];
      target[at + i] =
          zeros.length == 0 ? code / scales[channel] : (code - zeros[channel]) * scales[channel];
    }
  }

  /** Channel of a row's first place, were all places of the row the first. */
  private long base(long row) {
    long base = 0;
    long rest = row;
    for (int axis = last - 1; axis >= 0; axis--) {
      long length = storage.shape().dim(axis);
      base += channel(axis, rest % length) * storage.strides().get(axis);
      rest /= length;
    }
    return base;
  }

  private long channel(int axis, long place) {
    return axis == storage.groupAxis() && groups.length > 0 ? groups[(int) place] : place;
  }
}
