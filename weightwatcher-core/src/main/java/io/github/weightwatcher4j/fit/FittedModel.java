package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A spectrum as its fit sees it, to draw others from: above xMin the fitted power law, below it the
 * eigenvalues that are there (Clauset, Shalizi &amp; Newman 2009, section 4.1).
 */
final class FittedModel {

  private final double[] body;
  private final PowerLawFit fit;

  FittedModel(Spectrum spectrum, PowerLawFit fit) {
    int below = spectrum.size() - fit.tailSize();
    if (below < 0 || spectrum.eigenvalue(below) != fit.xMin()) {
      throw new IllegalArgumentException(
          "the fit, of "
              + fit.tailSize()
              + " eigenvalues from "
              + fit.xMin()
              + " on, is not one of"
              + " "
              + spectrum);
    }
    this.body = Arrays.copyOf(spectrum.toArray(), below);
    this.fit = fit;
  }

  /** As many values as the spectrum has, ascending, each in the tail with the tail's share. */
  double[] sample(SplittableRandom random) {
    int n = body.length + fit.tailSize();
    int[] copies = new int[body.length];
    int tailSize = 0;
    for (int i = 0; i < n; i++) {
      int drawn = random.nextInt(n);
      if (drawn < body.length) {
        copies[drawn]++;
      } else {
        tailSize++;
      }
    }
    double[] sample = new double[n];
    int at = 0;
    for (int i = 0; i < body.length; i++) {
      Arrays.fill(sample, at, at + copies[i], body[i]);
      at += copies[i];
    }
    fillTail(sample, at, tailSize, random);
    return sample;
  }

  /**
   * Pareto values in ascending order without sorting them: the gaps between ordered exponential
   * values are independent exponentials (Renyi 1953).
   */
  private void fillTail(double[] sample, int from, int size, SplittableRandom random) {
    double exponential = 0;
    for (int i = 0; i < size; i++) {
      exponential -= Math.log1p(-random.nextDouble()) / (size - i);
      sample[from + i] = fit.xMin() * Math.exp(exponential / (fit.alpha() - 1));
    }
  }
}
