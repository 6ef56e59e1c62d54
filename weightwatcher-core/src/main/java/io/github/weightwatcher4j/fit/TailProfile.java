package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every beginning of the tail that was possible: D(xMin), alpha(xMin) and sigma(xMin) as fits.
 *
 * <p>The best fit is the lowest point of D; how much lower it is than the rest says how well the
 * data know where their tail begins.
 *
 * @param candidates one fit for each candidate that has an exponent, ascending in xMin
 */
public record TailProfile(List<PowerLawFit> candidates) {

  /** A rival's distance is at most this many times the least one. */
  private static final double DEEP = 2;

  /** Between the two, D rises to at least this many times the rival's. */
  private static final double RIDGE = 1.5;

  /** The longer tail has at least this many times as many eigenvalues as the shorter. */
  private static final double APART = 1.5;

  /** The alphas differ by more than this many standard errors of their difference. */
  private static final double ERRORS = 3;

  /** Fewest eigenvalues in the tail of a rival: fewer always lie close to some law. */
  private static final int SMALLEST = 10;

  /** Copies the list. */
  public TailProfile {
    candidates = List.copyOf(candidates);
  }

  /**
   * The profile of a spectrum; without candidates where the spectrum has fewer eigenvalues than a
   * tail needs, or all of them equal. Exact, at a cost of O(n^2).
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   * @param minTailSize fewest eigenvalues that make a tail, at least 2
   */
  public static TailProfile of(Spectrum spectrum, int minTailSize) {
    return new PowerLawFitter(minTailSize).profile(spectrum);
  }

  /** The candidate of least distance, the smallest xMin among equals; empty where there is none. */
  public Optional<PowerLawFit> best() {
    // Of equals, min takes the first.
    return candidates.stream().min(Comparator.comparingDouble(PowerLawFit::distance));
  }

  /** Candidates whose distance is below that of the next on either side, ascending in xMin. */
  public List<PowerLawFit> localMinima() {
    List<PowerLawFit> minima = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      boolean fromLeft = i == 0 || distance(i) < distance(i - 1);
      boolean toRight = i == candidates.size() - 1 || distance(i) < distance(i + 1);
      if (fromLeft && toRight) {
        minima.add(candidates.get(i));
      }
    }
    return minima;
  }

  /**
   * Another beginning of the tail that the data could as well have: a second minimum of D, nearly
   * as deep as the best and well apart from it, whose alpha is another one.
   *
   * <p>That is: D at most twice the least; a ridge between the two that is 1.5 times as high as the
   * rival; at least 10 eigenvalues in the tail, which are 1.5 times as many or as few as in the
   * best; and alphas that differ by more than three times {@code sqrt(sigma1^2 + sigma2^2)}. The
   * lowest such candidate, if any. A body with one power law above it has a rival in about one
   * spectrum of a hundred, a spectrum that bends from one power law into another in most.
   */
  public Optional<PowerLawFit> rival() {
    return best().flatMap(best -> rival(candidates.indexOf(best), best));
  }

  private Optional<PowerLawFit> rival(int at, PowerLawFit best) {
    List<PowerLawFit> rivals = new ArrayList<>();
    for (int step : new int[] {-1, 1}) {
      double ridge = best.distance();
      for (int i = at + step; i >= 0 && i < candidates.size(); i += step) {
        ridge = Math.max(ridge, distance(i));
        PowerLawFit fit = candidates.get(i);
        if (ridge >= RIDGE * fit.distance() && rivals(fit, best)) {
          rivals.add(fit);
        }
      }
    }
    return rivals.stream().min(Comparator.comparingDouble(PowerLawFit::distance));
  }

  private static boolean rivals(PowerLawFit fit, PowerLawFit best) {
    int longer = Math.max(fit.tailSize(), best.tailSize());
    int shorter = Math.min(fit.tailSize(), best.tailSize());
    return fit.distance() <= DEEP * best.distance()
        && fit.tailSize() >= SMALLEST
        && longer >= APART * shorter
        && Math.abs(fit.alpha() - best.alpha())
            > ERRORS * Math.hypot(fit.standardError(), best.standardError());
  }

  private double distance(int i) {
    return candidates.get(i).distance();
  }
}
