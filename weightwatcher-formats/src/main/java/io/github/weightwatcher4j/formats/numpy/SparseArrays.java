package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.SparseStorage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A sparse matrix as SciPy's {@code save_npz} writes it: arrays of an archive, among them {@code
 * format} and {@code shape}. Of the formats {@code csr}, {@code csc}, {@code coo} and {@code bsr};
 * integers count as the doubles that they are.
 *
 * @param file the archive
 * @param format one of the four
 * @param shape rows and columns
 * @param data the entries, for bsr {@code [blocks, rows, columns]}
 */
record SparseArrays(Path file, String format, TensorShape shape, TensorView data)
    implements SparseStorage {

  private static final int LONGEST_TEXT = 1000;
  private static final String ADVICE = "write it again with scipy.sparse.save_npz";

  /** What {@code save_npz} calls its arrays. */
  private static final String FORMAT = "format";

  private static final String SHAPE = "shape";
  private static final String DATA = "data";

  /** The matrix of an archive; empty where it holds other arrays. */
  static Optional<SparseStorage> of(ZipArchive archive) throws IOException {
    Optional<ZipMember> format =
        member(archive, FORMAT).filter(member -> member.size() <= LONGEST_TEXT);
    if (format.isEmpty() || member(archive, SHAPE).isEmpty() || member(archive, DATA).isEmpty()) {
      return Optional.empty();
    }
    String name = text(format.get());
    List<String> needed =
        switch (name) {
          case "csr", "csc", "bsr" -> List.of("indptr", "indices");
          case "coo" -> List.of("row", "col");
          default -> List.of();
        };
    if (name.equals("dia")) {
      throw FilePlace.of(archive.file())
          .problem(
              "is a sparse matrix in the format dia; csr, csc, coo and bsr are read",
              "convert it with .tocsr()");
    }
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    SparseArrays arrays =
        new SparseArrays(archive.file(), name, shape(archive), array(archive, DATA));
    for (String index : needed) {
      array(archive, index);
    }
    arrays.requireData();
    return Optional.of(arrays);
  }

  private static Optional<ZipMember> member(ZipArchive archive, String array) {
    return archive.find(array + ".npy");
  }

  /** An array of no axes that holds a text, of one byte or four bytes a character. */
  private static String text(ZipMember member) throws IOException {
    byte[] bytes = member.bytes(LONGEST_TEXT);
    FilePlace place = FilePlace.of(member.file()).tensor(FORMAT);
    NpyHeader header = NpyHeader.read(place, new ByteArrayInputStream(bytes));
    String all =
        new String(
            bytes, header.length(), bytes.length - header.length(), StandardCharsets.US_ASCII);
    return all.replace("\0", "");
  }

  private static TensorShape shape(ZipArchive archive) throws IOException {
    double[] lengths = numbers(archive.file(), array(archive, SHAPE), SHAPE, 2);
    for (double length : lengths) {
      if (!(length >= 0 && length <= Integer.MAX_VALUE && length == Math.rint(length))) {
        throw problem(archive.file(), SHAPE, "is no shape that is read: " + length);
      }
    }
    return TensorShape.of((long) lengths[0], (long) lengths[1]);
  }

  private static TensorView array(ZipArchive archive, String name) throws IOException {
    Optional<ZipMember> member = member(archive, name);
    if (member.isEmpty()) {
      throw problem(archive.file(), name, "is not in the archive");
    }
    return NpyFile.tensor(member.get())
        .view()
        .orElseThrow(() -> problem(archive.file(), name, "holds no real numbers"));
  }

  private static WeightFileException problem(Path file, String array, String problem) {
    return FilePlace.of(file).tensor(array).problem(problem, ADVICE);
  }

  private void requireData() {
    int rank = format.equals("bsr") ? 3 : 1;
    if (data.shape().rank() != rank) {
      throw problem(file, DATA, "has the shape %s, not %d axes".formatted(data.shape(), rank));
    }
    long most = SparseMatrix.mostLines(entries());
    if (shape.dim(0) > most || shape.dim(1) > most) {
      throw problem(
          file,
          SHAPE,
          "%s has too many rows or columns for %d entries".formatted(shape, entries()));
    }
    boolean whole =
        rank == 1
            || data.shape().size() == 0
            || shape.dim(0) % data.shape().dim(1) + shape.dim(1) % data.shape().dim(2) == 0;
    if (!whole) {
      throw problem(file, DATA, "has blocks " + data.shape() + " that do not divide " + shape);
    }
  }

  @Override
  public long entries() {
    return data.shape().size();
  }

  @Override
  public Precision precision() {
    Precision precision = data.storage().precision();
    return precision == Precision.INTEGER ? Precision.FLOAT64 : precision;
  }

  @Override
  public SparseMatrix matrix(String tensor) throws IOException {
    ZipArchive archive = ZipArchive.read(file);
    double[] values = numbers(file, data, DATA, data.shape().size());
    try {
      SparseMatrix matrix =
          switch (format) {
            case "csr" -> compressed(archive, rows(), columns(), values);
            case "csc" -> compressed(archive, columns(), rows(), values).transpose();
            case "coo" ->
                SparseMatrix.ofCoo(
                    rows(),
                    columns(),
                    indices(archive, "row", values.length),
                    indices(archive, "col", values.length),
                    values);
            default -> blocks(archive, values);
          };
      return matrix.withPrecision(precision());
    } catch (IllegalArgumentException e) {
      throw FilePlace.of(file)
          .problem("is no matrix of format " + format + ": " + e.getMessage(), ADVICE, e);
    }
  }

  private int rows() {
    return (int) shape.dim(0);
  }

  private int columns() {
    return (int) shape.dim(1);
  }

  private SparseMatrix compressed(ZipArchive archive, int lines, int length, double[] values)
      throws IOException {
    return SparseMatrix.ofCsr(
        lines,
        length,
        indices(archive, "indptr", lines + 1L),
        indices(archive, "indices", values.length),
        values);
  }

  /** Blocks are entries one by one, whose places follow from that of the block. */
  private SparseMatrix blocks(ZipArchive archive, double[] values) throws IOException {
    int height = (int) data.shape().dim(1);
    int width = (int) data.shape().dim(2);
    int blocks = (int) data.shape().dim(0);
    int lines = height == 0 ? 0 : rows() / height;
    int[] starts = indices(archive, "indptr", lines + 1L);
    int[] places = indices(archive, "indices", blocks);
    // Checks them, and gives the row of each block.
    int[] row = new int[blocks];
    SparseMatrix.ofCsr(
        lines, width == 0 ? 0 : columns() / width, starts, places, new double[blocks]);
    for (int line = 0; line < lines; line++) {
      Arrays.fill(row, starts[line], starts[line + 1], line);
    }
    int[] rows = new int[values.length];
    int[] columns = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int block = i / (height * width);
      rows[i] = row[block] * height + i / width % height;
      columns[i] = places[block] * width + i % width;
    }
    return SparseMatrix.ofCoo(rows(), columns(), rows, columns, values);
  }

  private int[] indices(ZipArchive archive, String name, long count) throws IOException {
    double[] numbers = numbers(file, array(archive, name), name, count);
    int[] indices = new int[numbers.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) numbers[i];
      if (indices[i] != numbers[i]) {
        throw problem(file, name, "holds " + numbers[i] + ", which is no index");
      }
    }
    return indices;
  }

  private static double[] numbers(Path file, TensorView array, String name, long count)
      throws IOException {
    if (array.shape().size() != count || count > Integer.MAX_VALUE - 8) {
      throw problem(file, name, "has the shape " + array.shape() + ", not " + count + " numbers");
    }
    if (!array.isContiguous(0)) {
      try (WeightTensor turned = array.open(name)) {
        return turned.toArray();
      }
    }
    double[] numbers = new double[(int) count];
    try (StorageReader reader = array.storage().open(name)) {
      reader.read(array.offset(), numbers.length, numbers, 0);
    }
    return numbers;
  }
}
