package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Optional;

/**
 * Which scale belongs to which weight of a tensor, by the shapes of both: one for all, one for each
 * index of the first axis, or a grid over the last two axes whose blocks are of a size that is told
 * or, where it is not, a power of two that divides the sides.
 *
 * @param rows rows of weights that share a row of the grid's matrix, those of one matrix
 * @param columns weights in a row
 * @param down rows of the grid of a matrix
 * @param across columns of the grid
 * @param height rows in a block
 * @param width columns in a block
 */
record ScaleGrid(long rows, long columns, long down, long across, long height, long width) {

  /**
   * Looks at the shapes.
   *
   * @param blocks height and width of a block, or its width alone; empty where it is not told
   * @throws MisfitException where the scales do not fit
   */
  static ScaleGrid of(TensorShape weights, TensorShape scales, String shown, int... blocks) {
    int rank = weights.rank();
    MisfitException.require(rank >= 2, "weights of shape %s", weights);
    long first = weights.dim(0);
    if (scales.size() == 1) {
      return new ScaleGrid(weights.rows(), weights.rowLength(), 1, 1, first, weights.rowLength());
    }
    boolean byFirst = scales.rank() >= 1 && scales.dim(0) == first && scales.size() == first;
    if (byFirst) {
      return new ScaleGrid(first, weights.rowLength(), first, 1, 1, weights.rowLength());
    }
    boolean grid =
        scales.rank() == rank
            && scales.dims().subList(0, rank - 2).equals(weights.dims().subList(0, rank - 2));
    MisfitException.require(grid, "%s %s does not fit weights %s", shown, scales, weights);
    long out = weights.dim(rank - 2);
    long in = weights.dim(rank - 1);
    long down = scales.dim(rank - 2);
    long across = scales.dim(rank - 1);
    int bh = blocks.length == 2 ? blocks[0] : 0;
    int bw = blocks.length > 0 ? blocks[blocks.length - 1] : 0;
    String what = "%s %s does not fit weights %s".formatted(shown, scales, weights);
    return new ScaleGrid(
        out, in, down, across, side(out, down, bh, what), side(in, across, bw, what));
  }

  /** Length of a block along an axis of {@code length} with {@code count} blocks. */
  private static long side(long length, long count, int told, String what) {
    if (told > 0) {
      MisfitException.require(blocks(length, told) == count, "%s in blocks of %d", what, told);
      return told;
    }
    if (count == 1 || count == length) {
      return length / count;
    }
    boolean even = count > 0 && length % count == 0 && Long.bitCount(length / count) == 1;
    MisfitException.require(
        even, "%s; the size of a block stands in config.json, which must lie beside them", what);
    return length / count;
  }

  /** How many blocks of a length there are along an axis, the last of them cut. */
  static long blocks(long length, int block) {
    return (length + block - 1) / block;
  }

  /** The scales over all weights, powers of two where they are bytes. */
  Rows expanded(TensorView scales) {
    Optional<ElementType> type = scales.storage().element();
    Rows numbers = new NumberRows(scales, across);
    Rows grid =
        type.filter(t -> t == ElementType.UINT8).isPresent()
            ? new TableRows(numbers, TableRows.Known.E8M0)
            : numbers;
    return over(grid);
  }

  /** Numbers of the grid as they are over all weights. */
  Rows over(Rows grid) {
    return GridRows.of(grid, rows, down, across, height, width);
  }

  /** Values times scales as a tensor of the weights' shape. */
  TensorView times(Rows values, TensorView scales, TensorShape shape) {
    return RowStorage.view(Combined.times(values, expanded(scales)), shape, columns);
  }
}
