package io.github.weightwatcher4j.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Windows of one aspect ratio that a layer's matrices are looked at through, whatever their own
 * shape: the eigenvalues of a wide and of a square matrix of the same kind of entries have other
 * exponents, those of their windows have not (FARMS: Hu, Goel, Killiakov &amp; Yang, "Eigenspectrum
 * analysis of neural networks without aspect ratio bias", ICML 2025).
 *
 * <p>Of an N x M matrix, N &gt;= M, with the aspect ratio {@code Q' = columns / rows}:
 *
 * <ul>
 *   <li>a dense layer has windows of {@code r = min(M, rows)} rows and {@code floor(r Q')} columns,
 *       at most s along each axis, at steps of {@code max(1, floor((size - r) / (s - 1)))}. The
 *       eigenvalues of all of them make one spectrum;
 *   <li>a convolution has {@code floor(N / M)} windows of M rows, one below the other, and the
 *       first {@code floor(M Q')} columns. The eigenvalues of a window at the same place of all the
 *       layer's matrices make a spectrum, and each place has its own.
 * </ul>
 *
 * <p>A window has a column at least. Square matrices stand as the model has them: with Q' below 1
 * their windows are not those of the transpose.
 */
public final class FarmsWindows {

  private static final int PER_AXIS = 15;
  private static final int ROWS = 2000;
  private static final FarmsWindows NONE = new FarmsWindows(0, PER_AXIS, ROWS);

  private final double aspect;
  private final int perAxis;
  private final int rows;

  private FarmsWindows(double aspect, int perAxis, int rows) {
    this.aspect = aspect;
    this.perAxis = perAxis;
    this.rows = rows;
  }

  /** No windows. */
  public static FarmsWindows none() {
    return NONE;
  }

  /**
   * Windows with the settings of the paper: at most 15 along each axis, of at most 2000 rows.
   *
   * @param aspect Q', columns over rows, in (0, 1]; the paper's is 1
   */
  public static FarmsWindows ofAspect(double aspect) {
    if (!(aspect > 0 && aspect <= 1)) {
      throw new IllegalArgumentException(
          "the aspect ratio of windows must be in (0, 1] but was " + aspect);
    }
    return new FarmsWindows(aspect, PER_AXIS, ROWS);
  }

  /**
   * These, at most so many along each axis of a dense layer.
   *
   * @param count s, at least 2
   */
  public FarmsWindows perAxis(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("windows per axis must be >= 2 but were " + count);
    }
    return new FarmsWindows(aspect, count, rows);
  }

  /**
   * These, with at most so many rows in a dense layer.
   *
   * @param most at least 2
   */
  public FarmsWindows rows(int most) {
    if (most < 2) {
      throw new IllegalArgumentException("rows of a window must be >= 2 but were " + most);
    }
    return new FarmsWindows(aspect, perAxis, most);
  }

  /**
   * The windows that a text stands for: {@code none}, the aspect ratio, or with the other two
   * settings behind it, {@code 0.5/15/2000}.
   *
   * @throws IllegalArgumentException where it stands for none
   */
  public static FarmsWindows parse(String text) {
    if (text.equals(NONE.toString())) {
      return NONE;
    }
    String[] parts = text.split("/", -1);
    if (parts.length == 1) {
      return ofAspect(Double.parseDouble(text));
    }
    if (parts.length != 3) {
      throw new IllegalArgumentException("needs an aspect ratio, windows per axis and rows");
    }
    return ofAspect(Double.parseDouble(parts[0]))
        .perAxis(Integer.parseInt(parts[1]))
        .rows(Integer.parseInt(parts[2]));
  }

  /** Whether there are none. */
  public boolean isNone() {
    return aspect == 0;
  }

  /** As JSON has it: the aspect ratio alone as a number, or the text. */
  public Object json() {
    boolean plain = !isNone() && perAxis == PER_AXIS && rows == ROWS;
    return plain ? (Object) aspect : toString();
  }

  /**
   * A part of a matrix.
   *
   * @param firstRow in the N x M matrix, from 0
   * @param firstColumn from 0
   * @param rows at least 1
   * @param columns from 1 to {@code rows}
   */
  public record Window(int firstRow, int firstColumn, int rows, int columns) {}

  /**
   * The windows of a layer, in groups whose eigenvalues make a spectrum each; none of an empty
   * matrix.
   *
   * @param shape N and M
   * @param convolution whether it is a convolution, or has several matrices
   */
  public List<List<Window>> of(MatrixShape shape, boolean convolution) {
    if (isNone() || shape.m() == 0) {
      return List.of();
    }
    int n = Math.toIntExact(shape.n());
    int m = Math.toIntExact(shape.m());
    return convolution ? stacked(n, m) : List.of(spread(n, m));
  }

  private List<List<Window>> stacked(int n, int m) {
    List<List<Window>> groups = new ArrayList<>();
    for (int i = 0; i < n / m; i++) {
      groups.add(List.of(new Window(i * m, 0, m, columns(m))));
    }
    return groups;
  }

  private List<Window> spread(int n, int m) {
    int height = Math.min(rows, m);
    int width = columns(height);
    List<Window> windows = new ArrayList<>();
    for (int row : starts(n, height)) {
      for (int column : starts(m, width)) {
        windows.add(new Window(row, column, height, width));
      }
    }
    return windows;
  }

  private int columns(int windowRows) {
    return Math.max(1, (int) (windowRows * aspect));
  }

  private List<Integer> starts(int size, int length) {
    int step = Math.max(1, (size - length) / (perAxis - 1));
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at <= size - length && starts.size() < perAxis; at += step) {
      starts.add(at);
    }
    return starts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FarmsWindows that
        && aspect == that.aspect
        && perAxis == that.perAxis
        && rows == that.rows;
  }

  @Override
  public int hashCode() {
    return Objects.hash(aspect, perAxis, rows);
  }

  /** {@code none}, or {@code 1.0/15/2000}. */
  @Override
  public String toString() {
    return isNone() ? "none" : aspect + "/" + perAxis + "/" + rows;
  }
}
