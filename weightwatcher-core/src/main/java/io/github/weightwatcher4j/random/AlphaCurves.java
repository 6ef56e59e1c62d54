package io.github.weightwatcher4j.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Mean alpha against mu for matrices of one shape: a curve for each kind of entries, by the {@link
 * UniversalityTable}.
 */
final class AlphaCurves {

  private final List<AlphaCurve> curves;

  private AlphaCurves(List<AlphaCurve> curves) {
    this.curves = curves;
  }

  /** The curves of a shape; empty for matrices narrower or longer than those of the table. */
  static Optional<AlphaCurves> of(long n, long m) {
    if (!(n >= m && m >= 1)) {
      throw new IllegalArgumentException(
          "n must be >= m >= 1, but n was %d and m %d".formatted(n, m));
    }
    return m < UniversalityTable.SMALLEST_M || n > UniversalityTable.LARGEST_Q * m
        ? Optional.empty()
        : Optional.of(
            new AlphaCurves(
                Arrays.stream(HeavyEntries.values())
                    .map(kind -> UniversalityTable.curve(kind, n, m))
                    .toList()));
  }

  /** The smallest mu of either kind with at least this alpha; empty where none has. */
  OptionalDouble lowest(double alpha) {
    return curves.stream().flatMapToDouble(curve -> curve.first(alpha).stream()).min();
  }

  /** The largest mu of either kind with at most this alpha; empty where there is no largest. */
  OptionalDouble highest(double alpha) {
    List<Double> ends = new ArrayList<>();
    for (AlphaCurve curve : curves) {
      curve.last(alpha).ifPresent(ends::add);
    }
    return ends.size() == curves.size()
        ? ends.stream().mapToDouble(Double::doubleValue).max()
        : OptionalDouble.empty();
  }
}
