package io.github.weightwatcher4j.formats.mxnet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file of MXNet, written array by array, in any of its layouts. */
public final class ParamsBytes {

  static final int LEGACY = 0;
  static final int V1 = 0xf993fac8;
  static final int V2 = 0xf993fac9;
  static final int V3 = 0xf993faca;

  private final ByteArrayOutputStream arrays = new ByteArrayOutputStream();
  private final List<String> names = new ArrayList<>();
  private boolean named = true;
  private long count;

  /** Singles 1, 2, 3 and so on. */
  ParamsBytes counting(int version, String name, int... dims) {
    return array(version, name, 0, singles(dims), dims);
  }

  static byte[] singles(int... dims) {
    int size = 1;
    for (int dim : dims) {
      size *= dim;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putFloat(i + 1f);
    }
    return bytes.array();
  }

  ParamsBytes array(int version, String name, int type, byte[] numbers, int... dims) {
    if (version != LEGACY) {
      int32(version);
    }
    if (version == V2 || version == V3) {
      int32(0);
    }
    shape(version == LEGACY ? 4 : 8, dims);
    int32(1, 0, type);
    arrays.writeBytes(numbers);
    return name(name);
  }

  /** Rows 1 and 3 of an array of singles. */
  ParamsBytes sparseRows(String name, int rows, int columns) {
    int32(V2, 1);
    shape(8, 2, columns);
    shape(8, rows, columns);
    int32(1, 0, 0, 6);
    shape(8, 2);
    arrays.writeBytes(singles(2, columns));
    int64(1, 3);
    return name(name);
  }

  /** The numbers of an array that are not zero, by rows. */
  ParamsBytes sparse(String name, int rows, int columns) {
    int32(V2, 2);
    shape(8, 5);
    shape(8, rows, columns);
    int32(1, 0, 0, 6);
    shape(8, rows + 1);
    int32(6);
    shape(8, 5);
    arrays.writeBytes(singles(5));
    arrays.writeBytes(new byte[8 * (rows + 1 + 5)]);
    return name(name);
  }

  ParamsBytes raw(byte... bytes) {
    arrays.writeBytes(bytes);
    return this;
  }

  ParamsBytes nameless() {
    named = false;
    return this;
  }

  ParamsBytes name(String name) {
    names.add(name);
    count++;
    return this;
  }

  ParamsBytes shape(int width, int... dims) {
    int32(dims.length);
    for (int dim : dims) {
      if (width == 8) {
        int64(dim);
      } else {
        int32(dim);
      }
    }
    return this;
  }

  ParamsBytes int32(int... values) {
    for (int value : values) {
      arrays.writeBytes(number(4, value));
    }
    return this;
  }

  private void int64(long... values) {
    for (long value : values) {
      arrays.writeBytes(number(8, value));
    }
  }

  private static byte[] number(int width, long value) {
    ByteBuffer all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    byte[] bytes = new byte[width];
    all.get(bytes);
    return bytes;
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(number(8, 0x112));
    file.writeBytes(number(8, 0));
    file.writeBytes(number(8, count));
    file.writeBytes(arrays.toByteArray());
    file.writeBytes(number(8, named ? names.size() : 0));
    for (String name : named ? names : List.<String>of()) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      file.writeBytes(number(8, text.length));
      file.writeBytes(text);
    }
    return file.toByteArray();
  }

  /** Arrays in every layout. */
  public static byte[] sample() {
    return new ParamsBytes()
        .counting(V2, "arg:conv_weight", 5, 2, 3, 3)
        .counting(V1, "arg:fc_weight", 3, 4)
        .sparseRows("rows_weight", 7, 3)
        .counting(LEGACY, "aux:old_weight", 3, 4)
        .bytes();
  }
}
