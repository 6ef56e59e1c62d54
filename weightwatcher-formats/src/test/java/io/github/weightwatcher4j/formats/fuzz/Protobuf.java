package io.github.weightwatcher4j.formats.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Damage to one field of a protobuf message, however deep; the lengths around it are right. */
final class Protobuf {

  private static final int DEEPEST = 12;

  /** A field: where its tag begins, where its content does, where it ends. */
  private record Field(int start, int content, int end, long tag) {
    boolean isCounted() {
      return (tag & 7) == 2;
    }
  }

  private Protobuf() {}

  static byte[] apply(byte[] message, Chance chance) {
    return damaged(message, chance, 0);
  }

  private static byte[] damaged(byte[] message, Chance chance, int depth) {
    List<Field> fields = fields(message);
    if (fields.isEmpty()) {
      return Bytes.pieces(message, chance);
    }
    Field field = chance.of(fields);
    byte[] whole = Arrays.copyOfRange(message, field.start, field.end);
    byte[] content = Arrays.copyOfRange(message, field.content, field.end);
    boolean inner = field.isCounted() && depth < DEEPEST && !fields(content).isEmpty();
    byte[] piece =
        inner && !chance.once(6)
            ? counted(field.tag, damaged(content, chance, depth + 1))
            : changed(field, whole, content, chance);
    return Bytes.replaced(message, field.start, field.end, piece);
  }

  private static byte[] changed(Field field, byte[] whole, byte[] content, Chance chance) {
    return switch (chance.below(9)) {
      case 0 -> new byte[0];
      case 1 -> Bytes.repeated(whole, 2 + chance.below(3));
      case 2 -> Bytes.repeated(whole, 500);
      case 3 -> joined(varint(field.tag ^ (1 + chance.below(7))), content);
      case 4 -> counted(8L * (1 + chance.below(30)) + 2, content);
      case 5 -> nested(field.tag, content, chance.once(2) ? 150 : 3000);
      case 6 -> joined(varint(field.tag), varint(chance.number(content.length, 1 << 16)), content);
      default ->
          field.isCounted()
              ? counted(field.tag, text(content, chance))
              : joined(varint(field.tag), varint(chance.number(content[0], 1 << 16)));
    };
  }

  private static byte[] text(byte[] content, Chance chance) {
    return chance.once(2)
        ? chance.name().getBytes(StandardCharsets.UTF_8)
        : Bytes.pieces(content, chance);
  }

  private static byte[] nested(long tag, byte[] content, int depth) {
    byte[] all = content;
    for (int i = 0; i < depth && all.length < 1 << 16; i++) {
      all = counted(tag, all);
    }
    return all;
  }

  private static byte[] counted(long tag, byte[] content) {
    return joined(varint(tag), varint(content.length), content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    for (; (left & ~0x7fL) != 0; left >>>= 7) {
      out.write((int) (left & 0x7f) | 0x80);
    }
    out.write((int) left);
    return out.toByteArray();
  }

  /** The fields; none of what is no message. */
  private static List<Field> fields(byte[] message) {
    List<Field> fields = new ArrayList<>();
    int[] at = {0};
    while (at[0] < message.length) {
      int start = at[0];
      long tag = varint(message, at);
      int content = at[0];
      long length =
          switch ((int) (tag & 7)) {
            case 0 -> varint(message, at) * 0;
            case 1 -> 8;
            case 2 -> varint(message, at);
            case 5 -> 4;
            default -> -1;
          };
      content = (tag & 7) == 2 ? at[0] : content;
      if (tag <= 7 || at[0] < 0 || length < 0 || length > message.length - at[0]) {
        return List.of();
      }
      at[0] += (int) length;
      fields.add(new Field(start, content, at[0], tag));
    }
    return fields;
  }

  private static long varint(byte[] bytes, int[] at) {
    long value = 0;
    for (int shift = 0; shift < 63 && at[0] >= 0 && at[0] < bytes.length; shift += 7) {
      byte next = bytes[at[0]++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    at[0] = Integer.MIN_VALUE;
    return 0;
  }
}
