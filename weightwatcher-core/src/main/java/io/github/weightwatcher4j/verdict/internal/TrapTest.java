package io.github.weightwatcher4j.verdict.internal;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.NoiseEdge;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
import io.github.weightwatcher4j.matrix.internal.LargestEntries;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.matrix.internal.OutlierLines;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.spectrum.internal.ShuffledMatrix;
import io.github.weightwatcher4j.verdict.Levels;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The test for correlation traps: which eigenvalues of shuffled weights no noise of their variance
 * has. An analysis reports what it finds, and sharpening takes it out.
 */
public final class TrapTest {

  private final SpectrumSolver solver;
  private final Levels levels;
  private final int replicas;
  private final int together;

  /**
   * A test.
   *
   * @param levels of the layer
   * @param replicas of each matrix, at least 1
   * @param together matrices that are judged together
   */
  public TrapTest(SpectrumSolver solver, Levels levels, int replicas, int together) {
    this.solver = solver;
    this.levels = levels;
    this.replicas = replicas;
    this.together = together;
  }

  /**
   * A matrix whose weights were shuffled.
   *
   * @param spectrum the eigenvalues
   * @param tested those that traps are looked for among: without rows and columns that are large as
   *     a whole, where their weights, shuffled, make more traps than there are such lines. A single
   *     huge weight makes its row an outlier, too, but it is one trap and is left in
   * @param without the rows and columns that were taken out
   */
  public record Replica(Spectrum spectrum, MatrixSpectrum tested, List<Line> without) {

    /** Copies the list. */
    public Replica {
      without = List.copyOf(without);
    }

    /** Whether there is anything to test: two columns or more, and not all of them zero. */
    public boolean isTested() {
      return tested.m() >= 2 && tested.spectrum().max() > 0;
    }
  }

  /**
   * The rows and columns whose squared norm is beyond what the largest eigenvalue of the matrix
   * reaches if all its entries are noise; none where too few entries are other than zero.
   */
  public static List<Line> outliers(
      WeightMatrix matrix, EntryStatistics entries, Levels levels, BooleanSupplier cancelled) {
    return OutlierLines.of(
            matrix, entries, rest -> largestOfNoise(rest, levels.spikes()), cancelled)
        .lines();
  }

  private static double largestOfNoise(EntryStatistics entries, double level) {
    double variance = entries.meanSquare(); // NaN where weights are, which the solver tells of
    boolean known = variance > 0 && variance < Double.POSITIVE_INFINITY;
    if (!known || MatrixNoise.isTooSparse(entries.m(), entries.excessKurtosis())) {
      return Double.POSITIVE_INFINITY;
    }
    return NoiseEdge.known(entries.n(), entries.m(), variance, entries.excessKurtosis())
        .exceededWith(level);
  }

  /**
   * One of the matrices shuffled.
   *
   * @param matrices of the layer, read by one thread at a time
   * @param entries of the one that is shuffled
   * @param outliers of the same
   * @param factor what eigenvalues are multiplied by
   */
  public Replica shuffled(
      LayerMatrices matrices,
      Shuffle shuffle,
      EntryStatistics entries,
      List<Line> outliers,
      double factor,
      BooleanSupplier cancelled) {
    WeightMatrix matrix = matrices.matrices().get(shuffle.slice());
    Spectrum spectrum = spectrum(matrices, matrix, shuffle, factor, cancelled);
    MatrixSpectrum whole = tested(spectrum, matrix, entries);
    long traps = traps(whole);
    if (outliers.isEmpty() || traps <= outliers.size()) {
      return new Replica(spectrum, whole, List.of());
    }
    List<Line> lines;
    synchronized (matrices) {
      lines = LargestEntries.largeAsAWhole(matrix, outliers, cancelled);
    }
    WeightMatrix rest = matrix.without(lines);
    Spectrum ofRest = spectrum(matrices, rest, shuffle, factor, cancelled);
    EntryStatistics said;
    synchronized (matrices) {
      said = EntryStatistics.of(rest, cancelled);
    }
    MatrixSpectrum tested = tested(ofRest, rest, said);
    return traps(tested) + lines.size() < traps
        ? new Replica(spectrum, tested, lines)
        : new Replica(spectrum, whole, List.of());
  }

  private Spectrum spectrum(
      LayerMatrices matrices,
      WeightMatrix matrix,
      Shuffle shuffle,
      double factor,
      BooleanSupplier cancelled) {
    try (ShuffledMatrix copy = copy(matrices, matrix, shuffle, cancelled)) {
      // A resolution of 1: what is zero among shuffled weights is asked nowhere.
      Spectrum spectrum = solver.eigenvalues(copy.matrix(), 1, cancelled);
      return factor == 1 ? spectrum : spectrum.scaled(factor);
    }
  }

  private static ShuffledMatrix copy(
      LayerMatrices matrices, WeightMatrix matrix, Shuffle shuffle, BooleanSupplier cancelled) {
    synchronized (matrices) { // a tensor is read by one thread at a time
      return shuffle.apply(matrix, cancelled);
    }
  }

  /** Zeros that shuffling spreads over all of the matrix make it a sparse one. */
  private static MatrixSpectrum tested(
      Spectrum spectrum, WeightMatrix matrix, EntryStatistics entries) {
    return new MatrixSpectrum(
        spectrum, matrix.rows(), matrix.columns(), entries.excessKurtosisShuffled());
  }

  /** How many traps a matrix shows; more than any where nothing of it is noise. */
  private long traps(MatrixSpectrum shuffled) {
    double level = -Math.expm1(Math.log1p(-levels.traps(replicas)) / together);
    BulkFit bulk = RobustBulkFitter.ofKnownVariance(List.of(shuffled), level);
    if (bulk instanceof MarchenkoPasturFit fit) {
      return fit.spikes().size();
    }
    return bulk instanceof FailedBulkFit failed && !failed.untested() ? Integer.MAX_VALUE : 0;
  }

  /** The matrices among which traps are looked for. */
  public static List<MatrixSpectrum> tested(List<Replica> shuffled) {
    return shuffled.stream().filter(Replica::isTested).map(Replica::tested).toList();
  }

  /**
   * The bulk of matrices that are judged together, with the traps beyond it.
   *
   * @param level chance of any trap, were all of them noise
   */
  public static BulkFit traps(List<Replica> shuffled, double level) {
    List<MatrixSpectrum> tested = tested(shuffled);
    return tested.isEmpty()
        ? new FailedBulkFit("all weights are zero")
        : RobustBulkFitter.ofKnownVariance(tested, level);
  }

  /** The traps of one of the matrices, the largest first. */
  public static List<Spike> traps(MarchenkoPasturFit fit, Replica replica) {
    Spectrum spectrum = replica.tested().spectrum();
    return fit.spikes().stream()
        .filter(spike -> spectrum.values().anyMatch(value -> value == spike.eigenvalue()))
        .toList();
  }
}
