package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;

/** How strong the noise on a matrix is: known, or estimated from each matrix by itself. */
public final class Noise {

  private final String description;
  private final Rule rule;

  private Noise(String description, Rule rule) {
    this.description = description;
    this.rule = rule;
  }

  @FunctionalInterface
  private interface Rule {
    Level level(Spectrum spectrum, MatrixShape shape);
  }

  /** The noise of one matrix, or why it is not known. */
  sealed interface Level permits Known, Unknown {}

  /** The law of the eigenvalues of the noise alone, in units of the spectrum. */
  record Known(MarchenkoPastur law) implements Level {}

  /** Why there is no estimate. */
  record Unknown(String reason) implements Level {}

  /**
   * Noise that the caller knows.
   *
   * @param deviation standard deviation of the noise on one weight, positive and finite
   */
  public static Noise of(double deviation) {
    if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the deviation must be finite and > 0 but was " + deviation);
    }
    return new Noise(
        "noise of " + deviation,
        (spectrum, shape) ->
            new Known(new MarchenkoPastur(shape.q(), Math.sqrt((double) shape.n()) * deviation)));
  }

  /**
   * The noise whose median eigenvalue is that of the matrix (Gavish &amp; Donoho 2014): exact for
   * large matrices with few components. Unknown where half of the eigenvalues are 0.
   */
  public static Noise median() {
    return new Noise("noise by the median", Noise::byMedian);
  }

  private static Level byMedian(Spectrum spectrum, MatrixShape shape) {
    int m = spectrum.size();
    double median = (spectrum.eigenvalue((m - 1) / 2) + spectrum.eigenvalue(m / 2)) / 2;
    // A solver finds eigenvalues that are 0 to M eps of the largest.
    if (!(median > m * Math.ulp(spectrum.eigenvalue(m - 1)))) {
      return new Unknown("half of the eigenvalues are 0, the median tells no noise");
    }
    double unit = new MarchenkoPastur(shape.q(), 1).quantile(0.5);
    return new Known(new MarchenkoPastur(shape.q(), Math.sqrt(median / unit)));
  }

  /**
   * The noise of the bulk fitted to the eigenvalues alone, as of normal entries; many components do
   * not mislead it: see {@link RobustBulkFitter}. Unknown where there is no bulk.
   */
  public static Noise bulk() {
    return new Noise("noise by the bulk", Noise::byBulk);
  }

  private static Level byBulk(Spectrum spectrum, MatrixShape shape) {
    BulkFit bulk = new RobustBulkFitter().fit(spectrum, shape);
    if (bulk instanceof MarchenkoPasturFit fit) {
      return new Known(law(fit));
    }
    return new Unknown(bulk instanceof FailedBulkFit failed ? failed.reason() : "no bulk");
  }

  /** The fit takes a row and a column off for each spike; the formulas are for all of them. */
  private static MarchenkoPastur law(MarchenkoPasturFit fit) {
    MatrixNoise noise = fit.matrices().get(0);
    double n = noise.n() + fit.spikes().size();
    double m = noise.m() + fit.spikes().size();
    return new MarchenkoPastur(n / m, Math.sqrt(n * noise.variance()));
  }

  /** The noise of one matrix that is not all zeros. */
  Level of(Spectrum spectrum, MatrixShape shape) {
    return rule.level(spectrum, shape);
  }

  /** Such as {@code noise by the median}. */
  @Override
  public String toString() {
    return description;
  }
}
