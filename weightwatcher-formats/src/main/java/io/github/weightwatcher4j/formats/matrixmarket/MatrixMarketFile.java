package io.github.weightwatcher4j.formats.matrixmarket;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Guard;
import io.github.weightwatcher4j.formats.SparseStorage;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A matrix in a file, as text or as gzipped text. Integers and patterns count as the doubles that
 * they are.
 *
 * @param file the file
 * @param gzipped whether it must be unpacked
 * @param banner what it says of its entries
 * @param rows number of rows
 * @param columns number of columns
 * @param listed how many entries it lists
 */
record MatrixMarketFile(
    Path file, boolean gzipped, Banner banner, int rows, int columns, long listed)
    implements SparseStorage {

  /** How many times larger a gzipped text may be; numbers in digits shrink to a third or so. */
  private static final long LARGEST_RATIO = 100;

  private static final long ALWAYS = 1 << 24;

  /** Characters of an entry with its place, {@code 1 1} and the end of the line. */
  private static final int SHORTEST_ENTRY = 4;

  /** Entries between two looks at whether the thread was interrupted. */
  private static final int PERIOD = 1 << 16;

  /** Reads banner and sizes. */
  static MatrixMarketFile of(Path file, boolean gzipped) throws IOException {
    try (InputStream in = stream(file, gzipped)) {
      return header(file, gzipped, input(file, gzipped, in));
    } catch (ZipException | EOFException e) {
      throw damaged(file, e);
    }
  }

  private static InputStream stream(Path file, boolean gzipped) throws IOException {
    InputStream in = FileWindow.stream(file);
    try {
      return gzipped ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static TextInput input(Path file, boolean gzipped, InputStream in) throws IOException {
    return new TextInput(FilePlace.of(file), in, most(file, gzipped));
  }

  /** How many characters there can be. */
  private static long most(Path file, boolean gzipped) throws IOException {
    return gzipped ? Math.max(ALWAYS, LARGEST_RATIO * Files.size(file)) : Long.MAX_VALUE;
  }

  private static RuntimeException damaged(Path file, IOException e) {
    return FilePlace.of(file)
        .problem("cannot be unpacked (" + e.getMessage() + ")", "download it again", e);
  }

  private static MatrixMarketFile header(Path file, boolean gzipped, TextInput in)
      throws IOException {
    Banner.Parsed parsed = Banner.of(in.line());
    Banner banner = parsed.banner().orElseThrow(() -> in.problem(parsed.problem()));
    in.skipComments();
    long rows = in.count("the number of rows");
    long columns = in.count("the number of columns");
    if (rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
      throw in.problem(rows + " x " + columns + " is larger than any matrix that is read");
    }
    if (rows != columns && banner.symmetry() != Banner.Symmetry.GENERAL) {
      throw in.problem("a symmetric matrix is square, not " + rows + " x " + columns);
    }
    long listed = banner.dense() ? banner.listed(rows, columns) : in.count("the number of entries");
    long bytes = gzipped ? most(file, true) : Files.size(file);
    int shortest = banner.dense() ? 2 : SHORTEST_ENTRY;
    if (listed > bytes / shortest + 1) {
      throw in.problem("%d entries need more than the %d bytes there are".formatted(listed, bytes));
    }
    if (Math.max(rows, columns) > SparseMatrix.mostLines(listed)) {
      throw in.problem(
          "%d rows and %d columns for %d entries: leave out the empty ones"
              .formatted(rows, columns, listed));
    }
    return new MatrixMarketFile(file, gzipped, banner, (int) rows, (int) columns, listed);
  }

  @Override
  public TensorShape shape() {
    return TensorShape.of(rows, columns);
  }

  @Override
  public long entries() {
    return banner.symmetry() == Banner.Symmetry.GENERAL ? listed : 2 * listed;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public SparseMatrix matrix(String tensor) throws IOException {
    try (InputStream in = stream(file, gzipped)) {
      TextInput text = input(file, gzipped, in);
      if (!header(file, gzipped, text).equals(this)) {
        throw text.problem("the file has changed since it was described");
      }
      Triplets triplets = new Triplets(listed);
      if (banner.dense()) {
        readArray(text, triplets);
      } else {
        readEntries(text, triplets);
      }
      if (!text.isAtEnd()) {
        throw text.problem("the file goes on after its " + listed + " entries");
      }
      return triplets.matrix(rows, columns);
    } catch (ZipException | EOFException e) {
      throw damaged(file, e);
    }
  }

  private void readEntries(TextInput text, Triplets triplets) throws IOException {
    for (long i = 0; i < listed; i++) {
      if (i % PERIOD == 0) {
        Guard.requireNotInterrupted();
      }
      int row = line(text, "row", rows);
      int column = line(text, "column", columns);
      add(triplets, row, column, banner.pattern() ? 1 : text.number());
    }
  }

  private static int line(TextInput text, String what, int lines) throws IOException {
    long number = text.count("a " + what);
    if (number < 1 || number > lines) {
      throw text.problem("%s %d is not within 1 and %d".formatted(what, number, lines));
    }
    return (int) number - 1;
  }

  private void readArray(TextInput text, Triplets triplets) throws IOException {
    for (int column = 0; column < columns; column++) {
      Guard.requireNotInterrupted();
      for (int row = banner.firstRow(column); row < rows; row++) {
        double value = text.number();
        if (value != 0) {
          add(triplets, row, column, value);
        }
      }
    }
  }

  private void add(Triplets triplets, int row, int column, double value) {
    triplets.add(row, column, value);
    if (row != column && banner.symmetry() != Banner.Symmetry.GENERAL) {
      triplets.add(column, row, banner.symmetry() == Banner.Symmetry.SKEW ? -value : value);
    }
  }
}
