package io.github.weightwatcher4j.verdict.internal;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the phase of a layer by a sequence of tests, each at 1 % of the layer's own: is there more
 * than a bulk, does the bulk follow the law of noise, are outliers more than directions at the
 * threshold of being seen, do they follow a power law, do they stand apart.
 *
 * <p>Where the statistic that decides is one that is exceeded with a chance between 1 / 2.5 and 2.5
 * times the level, the phase is undecided: the phase that the other outcome would have led to is
 * the rival.
 */
public final class PhaseFinder {

  /** Level of the bulk's fit that phases are found with: chance that noise has an outlier. */
  public static final double LEVEL = 0.01;

  /** Fewest shufflings that tell 1 % from what is near it. */
  public static final int REPLICAS = 299;

  /** Fewest eigenvalues that have a shape. */
  private static final int FEWEST = 16;

  /** A collapse takes a tenth of the eigenvalues. */
  private static final int COLLAPSED = 10;

  private PhaseFinder() {}

  /**
   * The eigenvalues that are zero to rounding.
   *
   * @param count how many
   * @param ofDeadLines how many of them rows and columns explain that are all zero
   * @param apart whether all others are a hundred times as large as what counts as zero; a very
   *     heavy tail runs smoothly through it
   */
  public record Zeros(int count, int ofDeadLines, boolean apart) {

    boolean areMany(int size, int explained) {
      return apart && count > 0 && (count - explained) * COLLAPSED >= size;
    }
  }

  /**
   * The phase.
   *
   * @param size number of eigenvalues, zeros included
   * @param matrices the spectrum of each matrix that the bulk was fitted to
   * @param bulk its fit, at the level of {@link #LEVEL}
   * @param shuffled the fits of shuffled weights, as that of the layer, to count chances among
   *     instead of computing them; empty where there are too few to tell 1 %
   */
  public static LayerPhase of(
      int size, Zeros zeros, List<MatrixSpectrum> matrices, BulkFit bulk, List<BulkFit> shuffled) {
    List<PhaseTest> tests = new ArrayList<>();
    tests.add(
        new PhaseTest(
            "eigenvalues at zero",
            zeros.count(),
            Math.ceil((double) size / COLLAPSED),
            OptionalDouble.empty()));
    boolean collapsed = size > 0 && (zeros.areMany(size, 0) || zeros.count() == size);
    // Matrices of one column have an eigenvalue each, and no shape however many they are.
    if (size - zeros.count() < FEWEST || matrices.isEmpty()) {
      Phase phase = collapsed ? Phase.RANK_COLLAPSE : Phase.TOO_SMALL;
      boolean dead = collapsed && zeros.count() < size && !zeros.areMany(size, zeros.ofDeadLines());
      Optional<Phase> rest = dead ? Optional.of(Phase.TOO_SMALL) : Optional.empty();
      return LayerPhase.of(phase, Optional.empty(), rest, dead, tests);
    }
    Outliers outliers =
        bulk instanceof MarchenkoPasturFit fit
            ? Outliers.of(matrices, fit, shuffled)
            : Outliers.beyondMedian(matrices);
    PhaseTests decision = new PhaseTests(outliers);
    Phase first = decision.phase();
    tests.addAll(decision.tests());
    Optional<Phase> rival = decision.rival(first);
    if (!collapsed) {
      return LayerPhase.of(first, rival, Optional.empty(), false, tests);
    }
    boolean dead = !zeros.areMany(size, zeros.ofDeadLines());
    return LayerPhase.of(Phase.RANK_COLLAPSE, Optional.empty(), Optional.of(first), dead, tests);
  }
}
