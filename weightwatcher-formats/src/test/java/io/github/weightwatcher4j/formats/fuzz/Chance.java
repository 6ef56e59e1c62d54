package io.github.weightwatcher4j.formats.fuzz;

import java.util.List;
import java.util.Random;

/** What is drawn for one damaged file: the same seed, the same file. */
final class Chance {

  private static final long[] NUMBERS = {
    0,
    1,
    2,
    -1,
    127,
    255,
    32_768,
    65_535,
    65_536,
    1 << 20,
    1 << 28,
    Integer.MAX_VALUE,
    1L << 31,
    0xffffffffL,
    1L << 32,
    1L << 40,
    (1L << 53) + 1,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x7ff0000000000000L,
    0x7fc00000L
  };

  private static final List<String> NAMES =
      List.of(
          "",
          ".",
          "..",
          "/",
          "../",
          "C:\\w",
          "..\\w",
          "a\0b",
          "\u001b[2J",
          "\u202e",
          "a\nb",
          "~/x",
          "file:///etc/passwd",
          Trap.class.getName(),
          "java.lang.Runtime",
          "os",
          "x".repeat(70_000),
          "a/".repeat(300),
          "__metadata__",
          "\ud800");

  private final Random random;
  private final List<String> outside;

  Chance(long seed, List<String> outside) {
    this.random = new Random(seed);
    this.outside = List.copyOf(outside);
  }

  /** A number from 0 to below a bound of 1 or more. */
  int below(int bound) {
    return random.nextInt(Math.max(1, bound));
  }

  /** Whether something happens that happens once in so many times. */
  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A place in so many bytes: any, or one near an end, where headers and directories are. */
  int place(int length) {
    int near = Math.min(length, 400);
    return switch (below(3)) {
      case 0 -> below(near);
      case 1 -> Math.max(0, length - 1 - below(near));
      default -> below(length);
    };
  }

  /** A number in place of one that counts something in so many bytes. */
  long number(long was, long size) {
    return switch (below(12)) {
      case 0 -> was + 1;
      case 1 -> was - 1;
      case 2 -> was * 2;
      case 3 -> was / 2;
      case 4 -> -was;
      case 5 -> size - below(8);
      case 6 -> was ^ (1L << below(Long.SIZE));
      case 7 -> was + below(256) - 128;
      default -> NUMBERS[below(NUMBERS.length)];
    };
  }

  /** A name that is none, or that leads out of the folder. */
  String name() {
    return once(2) ? of(outside) : of(NAMES);
  }
}
