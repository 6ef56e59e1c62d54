package io.github.weightwatcher4j.formats.samediff;

import io.github.weightwatcher4j.formats.samples.FlatBytes;
import io.github.weightwatcher4j.formats.samples.FlatBytes.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes files as {@code SameDiff.save} does. */
final class GraphBytes {

  static final int FLOAT = 5;
  private static final int CUSTOM = 21;

  private final List<Table> variables = new ArrayList<>();
  private final List<Table> operations = new ArrayList<>();

  /** A trained variable. */
  GraphBytes variable(String name, Table array) {
    return variable(name, 0, array);
  }

  /** A variable: 0 for one that is trained, 1 for a constant, 3 for what is given. */
  GraphBytes variable(String name, int kind, Table array) {
    variables.add(
        Table.of(0, id(variables.size()), 1, name, 2, (byte) FLOAT, 4, array, 6, (byte) kind));
    return this;
  }

  /** Something else in the place of a variable. */
  GraphBytes instead(Table variable) {
    variables.add(variable);
    return this;
  }

  /** An operation on variables by their numbers. */
  GraphBytes operation(String kind, List<Integer> inputs, long... integers) {
    operations.add(
        Table.of(
            0,
            100 + operations.size(),
            1,
            kind + operations.size(),
            2,
            (byte) CUSTOM,
            6,
            inputs.stream().map(GraphBytes::id).toList(),
            9,
            integers,
            16,
            kind));
    return this;
  }

  private static Table id(int number) {
    return Table.of(0, number + 1, 1, 0);
  }

  /** The root table. */
  Table graph() {
    Table configuration = Table.of(0, 7L);
    return Table.of(
        0,
        3L,
        1,
        variables,
        2,
        operations,
        3,
        List.of(),
        4,
        configuration,
        5,
        List.of("x"),
        6,
        List.of("loss"));
  }

  /** The file. */
  byte[] bytes() {
    return FlatBytes.file("\0\0\0\0", graph());
  }

  /** Counting floats, big-endian as ND4J writes them. */
  static Table array(long... shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putFloat(i + 1);
    }
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return Table.of(
        0, description(shape, strides, 'c'), 1, bytes.array(), 2, (byte) FLOAT, 3, (byte) 1);
  }

  /** What describes an array. */
  static long[] description(long[] shape, long[] strides, char order) {
    int rank = shape.length;
    long[] all = new long[2 * rank + 4];
    all[0] = rank;
    System.arraycopy(shape, 0, all, 1, rank);
    System.arraycopy(strides, 0, all, 1 + rank, rank);
    all[2 * rank + 1] = 8192; // the flag of floats
    all[2 * rank + 2] = 1;
    all[2 * rank + 3] = order;
    return all;
  }
}
