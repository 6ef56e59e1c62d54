package io.github.weightwatcher4j.curvature;

import java.util.List;
import java.util.Objects;

/**
 * Some of the parameters of a loss: those of a layer, of several, or of all. The Hessian of a block
 * is its square on the diagonal of the whole Hessian.
 *
 * @param name as it is shown
 * @param ranges ascending and apart from each other; at least one
 */
public record ParameterBlock(String name, List<Range> ranges) {

  public ParameterBlock {
    Objects.requireNonNull(name, "name");
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("block " + name + " has no parameters");
    }
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).from() < ranges.get(i - 1).to()) {
        throw new IllegalArgumentException(
            "ranges of block %s must ascend and not overlap: %s".formatted(name, ranges));
      }
    }
  }

  /**
   * Parameters {@code from} to {@code to - 1}.
   *
   * @param from index of the first, at least 0
   * @param to index after the last, greater than from
   */
  public record Range(int from, int to) {

    public Range {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("a range needs 0 <= from < to: " + from + ", " + to);
      }
    }
  }

  /** One range. */
  public static ParameterBlock of(String name, int from, int to) {
    return new ParameterBlock(name, List.of(new Range(from, to)));
  }

  /** Number of parameters. */
  public int size() {
    return ranges.stream().mapToInt(range -> range.to() - range.from()).sum();
  }

  /** Index after the last parameter. */
  int end() {
    return ranges.get(ranges.size() - 1).to();
  }

  /** The block's part of a vector of all parameters. */
  void gather(double[] all, double[] part) {
    int at = 0;
    for (Range range : ranges) {
      int count = range.to() - range.from();
      System.arraycopy(all, range.from(), part, at, count);
      at += count;
    }
  }

  /** Sets {@code target} to {@code origin}, moved along a direction of the block. */
  void move(double[] origin, double factor, double[] direction, double[] target) {
    System.arraycopy(origin, 0, target, 0, origin.length);
    int at = 0;
    for (Range range : ranges) {
      for (int i = range.from(); i < range.to(); i++) {
        target[i] += factor * direction[at++];
      }
    }
  }
}
