package io.github.weightwatcher4j.formats.matrixmarket;

import java.util.Locale;
import java.util.Optional;

/**
 * What a file says of its entries: {@code %%MatrixMarket matrix coordinate real general}.
 *
 * @param dense whether every entry is listed, column by column, and not with its place
 * @param pattern whether only places are listed, whose entries are 1
 * @param symmetry which entries stand for two
 */
record Banner(boolean dense, boolean pattern, Symmetry symmetry) {

  /** First word of every file. */
  static final String MAGIC = "%%MatrixMarket";

  private static final int WORDS = 5;

  /** Which entries stand for two. */
  enum Symmetry {
    /** None. */
    GENERAL,
    /** Those below the diagonal, for the same above it. */
    SYMMETRIC,
    /** Those below the diagonal, for their negatives above it; the diagonal is zero. */
    SKEW
  }

  /** A banner, or what is wrong with it. */
  record Parsed(Optional<Banner> banner, String problem) {

    private static Parsed problem(String problem) {
      return new Parsed(Optional.empty(), problem);
    }
  }

  /** Reads the first line, in whatever case. */
  static Parsed of(String line) {
    String[] words = line.trim().toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words.length != WORDS || !words[0].equals(MAGIC.toLowerCase(Locale.ROOT))) {
      return Parsed.problem("the first line must be " + MAGIC + " matrix FORMAT FIELD SYMMETRY");
    }
    boolean dense = words[2].equals("array");
    if (!words[1].equals("matrix") || !(dense || words[2].equals("coordinate"))) {
      return Parsed.problem("is no matrix in the format coordinate or array");
    }
    boolean pattern = words[3].equals("pattern");
    boolean number =
        switch (words[3]) {
          case "real", "double", "integer", "unsigned-integer" -> true;
          default -> pattern && !dense;
        };
    Optional<Symmetry> symmetry =
        switch (words[4]) {
          case "general" -> Optional.of(Symmetry.GENERAL);
          case "symmetric" -> Optional.of(Symmetry.SYMMETRIC);
          case "skew-symmetric" -> Optional.of(Symmetry.SKEW);
          default -> Optional.empty();
        };
    return !number || symmetry.isEmpty()
        ? Parsed.problem(
            "real, integer and pattern entries are read that are general, symmetric or"
                + " skew-symmetric, not complex or hermitian ones")
        : new Parsed(Optional.of(new Banner(dense, pattern, symmetry.get())), "");
  }

  /** How many numbers of an array are listed. */
  long listed(long rows, long columns) {
    return switch (symmetry) {
      case GENERAL -> Math.multiplyExact(rows, columns);
      case SYMMETRIC -> Math.multiplyExact(rows, rows + 1) / 2;
      case SKEW -> Math.multiplyExact(rows, rows - 1) / 2;
    };
  }

  /** First row of a column that an array lists. */
  int firstRow(int column) {
    return switch (symmetry) {
      case GENERAL -> 0;
      case SYMMETRIC -> column;
      case SKEW -> column + 1;
    };
  }
}
