package io.github.weightwatcher4j.formats.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Damage to the instructions of a pickle. */
final class Pickles {

  /** Programs that no checkpoint has: calls, endless values, lengths that are not there. */
  private static final List<String> PROGRAMS =
      List.of(
          "c" + Trap.class.getPackageName() + "\nTrap\n)R",
          "cjava.lang\nRuntime\n)R",
          "cposix\nsystem\n(S'true'\ntR",
          "]q\u0001h\u0001a",
          "}q\u0001h\u0001h\u0001s",
          ")q\u0001" + "h\u0001h\u0001\u0086q\u0001".repeat(60),
          "]q\u0001" + "h\u0001h\u0001\u0086]q\u0001(h\u0001h\u0001e".repeat(40),
          "(".repeat(3000),
          "]".repeat(3000) + "a".repeat(3000),
          "(".repeat(2000) + "t".repeat(2000),
          "\u008b\u00ff\u00ff\u00ff\u007f",
          "B\u00ff\u00ff\u00ff\u007f",
          "\u008e\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000",
          "I" + "9".repeat(4000) + "\n",
          "\u0082\u0001",
          "j\u00ff\u00ff\u00ff\u007f",
          "r\u00ff\u00ff\u00ff\u007f",
          "N\u0081",
          "0".repeat(50),
          "2".repeat(500),
          "P1\n",
          "Q");

  private record Op(int start, int argument, int end) {}

  private Pickles() {}

  static byte[] apply(byte[] pickle, Chance chance) {
    List<Op> ops = ops(pickle);
    if (ops.isEmpty()) {
      return Bytes.pieces(pickle, chance);
    }
    Op op = chance.of(ops);
    Op other = chance.of(ops);
    byte[] piece = Arrays.copyOfRange(pickle, other.start, other.end);
    return switch (chance.below(8)) {
      case 0 -> Bytes.replaced(pickle, op.start, op.end, piece);
      case 1 ->
          Bytes.replaced(pickle, op.start, op.start, Bytes.repeated(piece, 1 + chance.below(3)));
      case 2 -> Bytes.replaced(pickle, op.start, op.end, new byte[0]);
      case 3 -> {
        byte[] program = chance.of(PROGRAMS).getBytes(StandardCharsets.ISO_8859_1);
        yield Bytes.replaced(pickle, op.start, chance.once(2) ? op.start : op.end, program);
      }
      case 4 -> {
        byte[] damaged = pickle.clone();
        damaged[op.start] = pickle[other.start];
        yield damaged;
      }
      default -> argument(pickle, op, chance);
    };
  }

  private static byte[] argument(byte[] pickle, Op op, Chance chance) {
    int width = op.argument - op.start - 1;
    int length = op.end - op.argument;
    if (width == 0 && length > 2) { // lines, or a number of several bytes
      byte[] damaged = pickle.clone();
      if (chance.once(2)) {
        Bytes.put(damaged, op.start + 1, length, chance.number(length, pickle.length));
        return damaged;
      }
      byte[] line = (chance.name().replace("\n", "") + "\n").getBytes(UTF_8);
      return Bytes.replaced(pickle, op.argument, op.end, line);
    }
    byte[] damaged = pickle.clone();
    if (width > 0 && chance.once(2)) {
      Bytes.put(damaged, op.start + 1, width, chance.number(length, pickle.length));
    } else if (length > 0) {
      damaged[op.argument + chance.below(length)] = (byte) chance.number(length, 256);
    }
    return damaged;
  }

  private static List<Op> ops(byte[] pickle) {
    List<Op> ops = new ArrayList<>();
    int at = 0;
    while (at < pickle.length) {
      int width = width(pickle[at] & 0xff);
      int argument = at + 1 + width;
      if (argument > pickle.length) {
        break;
      }
      long length = length(pickle, at, width);
      if (length < 0 || length > pickle.length - argument) {
        break;
      }
      ops.add(new Op(at, argument, argument + (int) length));
      at = argument + (int) length;
    }
    return ops;
  }

  /** Bytes of the length before the argument. */
  private static int width(int op) {
    return switch (op) {
      case 'U', 'C', 0x8c, 0x8a -> 1;
      case 'X', 'T', 'B', 0x8b -> 4;
      case 0x8d, 0x8e, 0x96 -> 8;
      default -> 0;
    };
  }

  private static long length(byte[] pickle, int at, int width) {
    return switch (pickle[at] & 0xff) {
      case 'K', 'h', 'q', 0x80 -> 1;
      case 'M' -> 2;
      case 'J', 'j', 'r' -> 4;
      case 'G', 0x95 -> 8;
      case 'F', 'I', 'L', 'P', 'S', 'V', 'g', 'p' -> line(pickle, at + 1) - at - 1;
      case 'c', 'i' -> line(pickle, line(pickle, at + 1)) - at - 1;
      default -> width == 0 ? 0 : Bytes.get(pickle, at + 1, width, false);
    };
  }

  private static int line(byte[] pickle, int from) {
    int at = from;
    while (at < pickle.length && pickle[at] != '\n') {
      at++;
    }
    return at + 1;
  }
}
