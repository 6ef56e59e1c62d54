package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.XMinWindow;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Fits a power law to the upper tail of a spectrum and chooses where the tail begins.
 *
 * <p>Every eigenvalue is tried as xMin, with the maximum-likelihood alpha of all eigenvalues of at
 * least xMin; the one whose Kolmogorov-Smirnov distance is least wins, the smallest xMin among
 * equals (Clauset, Shalizi &amp; Newman 2009, sections 3.1 and 3.3). The distance is the largest
 * gap, over the eigenvalues of the tail, between the law and the share of the tail strictly below
 * each: equal eigenvalues are one candidate and one step. Immutable.
 */
public final class PowerLawFitter {

  private final int minTailSize;
  private final XMinWindow window;
  private final boolean endsAtMax;
  private final boolean splitsTies;
  private final OptionalDouble end;

  /**
   * A fitter that tries every eigenvalue as xMin.
   *
   * @param minTailSize fewest eigenvalues that make a tail, at least 2
   */
  public PowerLawFitter(int minTailSize) {
    this(minTailSize, XMinWindow.ALL, false, false, OptionalDouble.empty());
  }

  private PowerLawFitter(
      int minTailSize,
      XMinWindow window,
      boolean endsAtMax,
      boolean splitsTies,
      OptionalDouble end) {
    if (minTailSize < 2) {
      throw new IllegalArgumentException("minTailSize must be >= 2 but was " + minTailSize);
    }
    this.minTailSize = minTailSize;
    this.window = window;
    this.endsAtMax = endsAtMax;
    this.splitsTies = splitsTies;
    this.end = end;
  }

  /** This fitter with the candidates for xMin restricted to a window. */
  public PowerLawFitter within(XMinWindow newWindow) {
    return new PowerLawFitter(minTailSize, newWindow, endsAtMax, splitsTies, end);
  }

  /**
   * This fitter with its distances those of Python's {@code xmax='force'}: tail and law are
   * compared as if the law ended at the largest eigenvalue, {@code F(x) / F(xMax)}.
   *
   * <p>Alpha stays the estimate for a law without an end, as it does in Python; it is not the most
   * likely one of the law that D is taken of. For comparison with the numbers of that tool only;
   * {@link #endingAt} fits a law that ends. In place of an end that was set before.
   */
  public PowerLawFitter endingAtMax() {
    return new PowerLawFitter(minTailSize, window, true, splitsTies, OptionalDouble.empty());
  }

  /**
   * This fitter with a power law that ends, {@link BoundedPowerLawFit}: alpha is the most likely
   * one of the law on [xMin, xMax], and D is that of this law. Eigenvalues above xMax take no part.
   * Ties are never split.
   *
   * @param xMax where the law ends, positive and finite; a largest eigenvalue that is given here is
   *     the likeliest end, not a known one
   */
  public PowerLawFitter endingAt(double xMax) {
    Domain.requirePositive("xMax", xMax);
    return new PowerLawFitter(minTailSize, window, false, splitsTies, OptionalDouble.of(xMax));
  }

  /** Whether its fits are power laws without an end. */
  boolean isUnbounded() {
    return end.isEmpty();
  }

  /**
   * This fitter with equal eigenvalues counted as if they differed, as in Python: each of them is
   * tried as xMin, and the tail then begins inside their block, without those before it; steps of
   * the tail's distribution are where its values are not. Of n different eigenvalues the fit is the
   * same. For comparison with the numbers of that tool only.
   */
  public PowerLawFitter splittingTies() {
    return new PowerLawFitter(minTailSize, window, endsAtMax, true, end);
  }

  /**
   * The best fit, or the reason why there is none: fewer eigenvalues than a tail needs, or all of
   * them equal, or no tail in the window with alpha above 1 (unless the law ends, when any alpha is
   * one).
   *
   * <p>The scan is exact; it costs O(n^2) at worst and mostly far less, because a candidate is left
   * as soon as it is worse than the best so far.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fit(Spectrum spectrum) {
    double[] x = spectrum.toArray();
    return end.isPresent() ? fitUpTo(x, end.getAsDouble()) : fitAscending(x);
  }

  /**
   * All fits that {@link #fit} chooses from; none where it fails. Exact, at a cost of O(n^2).
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   * @throws IllegalStateException where the law {@link #endingAt ends}
   */
  public TailProfile profile(Spectrum spectrum) {
    if (!isUnbounded()) {
      throw new IllegalStateException("a profile is of power laws without an end");
    }
    double[] x = spectrum.toArray();
    List<PowerLawFit> candidates = new ArrayList<>();
    if (x.length > 0) {
      requirePositive(x);
    }
    TailScan scan = new TailScan(x, endsAtMax, splitsTies);
    int last = last(x);
    for (int i = countBelow(x, window.from()); i <= last; i++) {
      if (scan.hasAlpha(i)) {
        candidates.add(scan.fit(i));
      }
    }
    return new TailProfile(candidates);
  }

  private int last(double[] ascending) {
    return Math.min(ascending.length - minTailSize, countBelow(ascending, window.to()) - 1);
  }

  private static void requirePositive(double[] ascending) {
    if (!(ascending[0] > 0)) {
      throw new IllegalArgumentException("eigenvalues must be > 0, but one is " + ascending[0]);
    }
  }

  private TailFit fitUpTo(double[] all, double xMax) {
    double[] x = Arrays.copyOf(all, countBelow(all, Math.nextUp(xMax)));
    Optional<FailedFit> problem = problem(x);
    if (problem.isPresent()) {
      return problem.get();
    }
    OptionalDouble xMin = new BoundedScan(x, xMax).best(countBelow(x, window.from()), last(x));
    return xMin.isPresent()
        ? Tail.fit(Spectrum.of(x), xMin.getAsDouble(), tail -> BoundedPowerLawFit.of(tail, xMax))
        : noTail();
  }

  /** As {@link #fit} without an end; the array is not copied, and not changed. */
  TailFit fitAscending(double[] x) {
    Optional<FailedFit> problem = problem(x);
    if (problem.isPresent()) {
      return problem.get();
    }
    TailScan scan = new TailScan(x, endsAtMax, splitsTies);
    int first = countBelow(x, window.from());
    int best = scan.best(first, last(x));
    return best < 0 ? noTail() : scan.fit(best);
  }

  /** Why there can be no tail. */
  private Optional<FailedFit> problem(double[] x) {
    int n = x.length;
    if (n < minTailSize) {
      String upTo =
          end.isPresent() ? String.format(Locale.ROOT, " and up to %.6g", end.getAsDouble()) : "";
      return Optional.of(
          new FailedFit(
              n + " eigenvalues above the cutoff" + upTo + ", a tail needs " + minTailSize));
    }
    requirePositive(x);
    return TailScan.areEqual(x[0], x[n - 1])
        ? Optional.of(
            new FailedFit(String.format(Locale.ROOT, "all %d eigenvalues equal %.6g", n, x[n - 1])))
        : Optional.empty();
  }

  private FailedFit noTail() {
    String where =
        window.equals(XMinWindow.ALL)
            ? ""
            : String.format(Locale.ROOT, " with xMin in [%.6g, %.6g)", window.from(), window.to());
    return new FailedFit(
        "no tail of " + minTailSize + " or more eigenvalues" + where + " has an exponent");
  }

  private static int countBelow(double[] ascending, double bound) {
    int count = 0;
    while (count < ascending.length && ascending[count] < bound) {
      count++;
    }
    return count;
  }
}
