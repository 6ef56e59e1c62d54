package io.github.weightwatcher4j.formats.gguf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The points that numbers of an IQ type may be together, eight or four at a time: a code names a
 * point, whose coordinates are these numbers without scale and sign. Points are in {@code
 * grids.txt}.
 */
enum Grid {
  IQ2_XXS(256, List.of(8, 25, 43)),
  IQ2_XS(512, List.of(8, 25, 43)),
  IQ2_S(1024, List.of(8, 25, 43)),
  IQ3_XXS(256, List.of(4, 12, 20, 28, 36, 44, 52, 62)),
  IQ3_S(512, List.of(1, 3, 5, 7, 9, 11, 13, 15)),
  /** Of IQ1_M, too. */
  IQ1_S(2048, List.of(-1, 0, 1));

  private static final String FILE = "grids.txt";

  private final int coordinates;

  @SuppressWarnings("ImmutableEnumChecker") // nobody else has the array
  private final byte[] values;

  /**
   * Reads the points.
   *
   * @param points how many
   * @param levels what a coordinate may be: three of them take 2 bits in the file, eight take 4
   */
  Grid(int points, List<Integer> levels) {
    int bits = levels.size() > 4 ? 4 : 2;
    coordinates = Short.SIZE / bits;
    values = new byte[points * coordinates];
    String[] codes = codes(name(), points);
    for (int i = 0; i < values.length; i++) {
      int code = Integer.parseInt(codes[i / coordinates], 16);
      int level = code >> (i % coordinates * bits) & ((1 << bits) - 1);
      values[i] = levels.get(level).byteValue();
    }
  }

  /** The points of one grid as the file has them: behind its name and their number. */
  private static String[] codes(String name, int points) {
    try (InputStream file = Objects.requireNonNull(Grid.class.getResourceAsStream(FILE));
        InputStreamReader text = new InputStreamReader(file, StandardCharsets.US_ASCII);
        BufferedReader lines = new BufferedReader(text)) {
      String title = name + " " + points;
      StringBuilder codes = new StringBuilder();
      lines
          .lines()
          .dropWhile(line -> !line.equals(title))
          .skip(1)
          .takeWhile(line -> !line.startsWith("IQ"))
          .forEach(line -> codes.append(line).append(' '));
      return codes.toString().split(" ", -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Coordinates of a point. */
  int coordinates() {
    return coordinates;
  }

  /** A coordinate of a point. */
  int value(int point, int coordinate) {
    return values[point * coordinates + coordinate];
  }
}
