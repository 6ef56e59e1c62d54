package io.github.weightwatcher4j.formats.samples;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** A sound file, damaged in many ways: bits, bytes, numbers, pieces; most damage near its ends. */
public final class Mutations {

  private static final long[] NUMBERS = {
    0, 1, -1, 127, 255, 65_535, 65_536, Integer.MAX_VALUE, 1L << 32, 1L << 40, Long.MAX_VALUE
  };

  private Mutations() {}

  /**
   * Reads many damaged copies of a file. Each must be read, passed over or refused by a {@link
   * WeightFileException}; anything else is thrown on, with the number of the copy.
   *
   * @param sample sound bytes
   * @param target where a damaged copy is written; its name counts
   * @return how many copies were refused
   */
  public static int survive(byte[] sample, Path target, int count, long seed) throws IOException {
    WeightFileAdapter adapter = new WeightFileAdapter();
    int refused = 0;
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed + i);
      byte[] damaged = sample.clone();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        damaged = damaged(damaged, random);
      }
      Files.deleteIfExists(target); // cutting the last copy to nothing takes ext4 a millisecond
      Files.write(target, damaged);
      try {
        Optional<ModelSource> model = adapter.open(target);
        if (model.isPresent()) {
          Reading.everything((WeightFile) model.get());
        }
      } catch (WeightFileException e) {
        refused++;
      } catch (Exception | Error e) {
        throw new AssertionError("copy " + i + " of seed " + seed + ": " + e, e);
      }
    }
    return refused;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = place(bytes.length, random);
    switch (random.nextInt(8)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> digit(bytes, at, random);
      case 4 -> number(bytes, at, random);
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> {
        return without(bytes, at, random);
      }
      default -> {
        return doubled(bytes, at, random);
      }
    }
    return bytes;
  }

  /** Any place, or one near the beginning or the end, where headers and directories are. */
  private static int place(int length, Random random) {
    int near = Math.min(length, 200);
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(near);
      case 1 -> length - 1 - random.nextInt(near);
      default -> random.nextInt(length);
    };
  }

  /** The next digit as another: a number in text that is still a number. */
  private static void digit(byte[] bytes, int start, Random random) {
    for (int at = start; at < bytes.length; at++) {
      if (bytes[at] >= '0' && bytes[at] <= '9') {
        bytes[at] = (byte) ('0' + random.nextInt(10));
        return;
      }
    }
  }

  private static void number(byte[] bytes, int at, Random random) {
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    int width = Math.min(bytes.length - at, random.nextBoolean() ? 4 : 8);
    System.arraycopy(number.array(), 0, bytes, at, width);
  }

  private static byte[] without(byte[] bytes, int at, Random random) {
    int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
    byte[] rest = new byte[bytes.length - length];
    System.arraycopy(bytes, 0, rest, 0, at);
    System.arraycopy(bytes, at + length, rest, at, rest.length - at);
    return rest;
  }

  private static byte[] doubled(byte[] bytes, int at, Random random) {
    int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
    byte[] more = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, more, 0, at + length);
    System.arraycopy(bytes, at, more, at + length, bytes.length - at);
    return more;
  }
}
