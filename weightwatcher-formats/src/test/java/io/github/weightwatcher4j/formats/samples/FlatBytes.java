package io.github.weightwatcher4j.formats.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes FlatBuffers, each table before what it refers to. */
public final class FlatBytes {

  /** A table: values by the numbers of their fields. */
  public record Table(Map<Integer, Object> fields) {

    /** Numbers of fields and values in turn. */
    public static Table of(Object... numbersAndValues) {
      Map<Integer, Object> fields = new TreeMap<>();
      for (int i = 0; i < numbersAndValues.length; i += 2) {
        fields.put((Integer) numbersAndValues[i], numbersAndValues[i + 1]);
      }
      return new Table(fields);
    }

    /** The table with another value in a field. */
    public Table with(int number, Object value) {
      Map<Integer, Object> more = new TreeMap<>(fields);
      more.put(number, value);
      return new Table(more);
    }
  }

  private ByteBuffer out = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

  private FlatBytes() {}

  /** A file with an identifier of four letters. */
  public static byte[] file(String identifier, Table root) {
    FlatBytes bytes = new FlatBytes();
    bytes.room(8);
    bytes.out.putInt(0).put(identifier.getBytes(StandardCharsets.US_ASCII));
    int start = bytes.table(root);
    bytes.out.putInt(0, start);
    return Arrays.copyOf(bytes.out.array(), bytes.out.position());
  }

  private void room(int length) {
    while (out.remaining() < length + 16) {
      ByteBuffer more = ByteBuffer.allocate(2 * out.capacity()).order(ByteOrder.LITTLE_ENDIAN);
      out = more.put(out.flip());
    }
  }

  private void align(int width) {
    room(width);
    while (out.position() % width != 0) {
      out.put((byte) 0);
    }
  }

  private int table(Table table) {
    int count =
        table.fields.isEmpty() ? 0 : ((TreeMap<Integer, Object>) table.fields).lastKey() + 1;
    int[] offsets = new int[count];
    int length = 4;
    for (Map.Entry<Integer, Object> field : table.fields.entrySet()) {
      int width = field.getValue() instanceof Byte ? 1 : field.getValue() instanceof Long ? 8 : 4;
      length = (length + width - 1) / width * width;
      offsets[field.getKey()] = length;
      length += width;
    }
    align(8);
    room(4 + 2 * count + 16 + length);
    int fields = out.position();
    out.putShort((short) (4 + 2 * count)).putShort((short) length);
    for (int offset : offsets) {
      out.putShort((short) offset);
    }
    align(8);
    int start = out.position();
    out.putInt(start - fields).position(start + length);
    for (Map.Entry<Integer, Object> field : table.fields.entrySet()) {
      int at = start + offsets[field.getKey()];
      if (field.getValue() instanceof Byte number) {
        out.put(at, number);
      } else if (field.getValue() instanceof Integer number) {
        out.putInt(at, number);
      } else if (field.getValue() instanceof Long number) {
        out.putLong(at, number);
      } else {
        int target = value(field.getValue());
        out.putInt(at, target - at);
      }
    }
    return start;
  }

  private int value(Object value) {
    if (value instanceof Table table) {
      return table(table);
    }
    if (value instanceof List<?> tables) { // or texts
      int start = row(tables.size(), 4 * tables.size(), 4);
      out.position(start + 4 + 4 * tables.size());
      for (int i = 0; i < tables.size(); i++) {
        int at = start + 4 + 4 * i;
        int target = value(tables.get(i)); // which may replace the buffer
        out.putInt(at, target - at);
      }
      return start;
    }
    byte[] bytes = bytes(value);
    int width =
        value instanceof byte[] || value instanceof String ? 1 : value instanceof long[] ? 8 : 4;
    int start = row(bytes.length / width, bytes.length, width);
    out.put(bytes);
    return start;
  }

  /** The length of a row, so placed that what follows is aligned. */
  private int row(int count, int bytes, int width) {
    align(4);
    if (width == 8 && (out.position() + 4) % 8 != 0) {
      out.putInt(0);
    }
    room(4 + bytes);
    int start = out.position();
    out.putInt(count);
    return start;
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer all = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    if (value instanceof int[] numbers) {
      Arrays.stream(numbers).forEach(all::putInt);
    } else if (value instanceof long[] numbers) {
      Arrays.stream(numbers).forEach(all::putLong);
    } else {
      for (float number : (float[]) value) {
        all.putFloat(number);
      }
    }
    return Arrays.copyOf(all.array(), all.position());
  }
}
