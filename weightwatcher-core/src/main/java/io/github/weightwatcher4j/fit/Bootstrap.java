package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How far alpha and xMin could have come out otherwise, and whether a power law could have given
 * the tail at all: the fit is repeated on samples of the fitted model.
 *
 * <p>Semi-parametric: a sample has as many values as the spectrum, each from the fitted power law
 * with the tail's share as its probability, else one of the eigenvalues below xMin (Clauset,
 * Shalizi &amp; Newman 2009, section 4.1). Each sample is fitted like the spectrum itself, xMin
 * included. The results depend on the seed, not on the number of threads.
 */
public final class Bootstrap {

  private final PowerLawFitter fitter;
  private final int resamples;
  private final long seed;
  private final Repetitions repetitions;

  /**
   * A bootstrap.
   *
   * @param fitter what the spectrum was fitted with; of power laws without an end
   * @param resamples number of samples, at least 1; 1000 give a p-value within 0.03 and the ends of
   *     a 95 % interval within a few percent of its width
   * @param seed of the samples
   * @param repetitions how the samples are spread over threads
   */
  public Bootstrap(PowerLawFitter fitter, int resamples, long seed, Repetitions repetitions) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be >= 1 but was " + resamples);
    }
    if (!fitter.isUnbounded()) {
      throw new IllegalArgumentException("a bootstrap is of power laws without an end");
    }
    this.fitter = fitter;
    this.resamples = resamples;
    this.seed = seed;
    this.repetitions = repetitions;
  }

  /**
   * Fits all samples; both the interval and the test are taken from them.
   *
   * @param spectrum the eigenvalues that were fitted
   * @param fit their fit
   * @param cancelled asked before each sample
   * @throws IllegalArgumentException where the fit is not one of the spectrum
   * @throws CancellationException where {@code cancelled} became true or this thread was
   *     interrupted
   */
  public BootstrapFits run(Spectrum spectrum, PowerLawFit fit, BooleanSupplier cancelled) {
    FittedModel model = new FittedModel(spectrum, fit);
    long[] seeds = new SplittableRandom(seed).longs(resamples).toArray();
    List<TailFit> fits =
        repetitions.run(
            resamples,
            i -> fitter.fitAscending(model.sample(new SplittableRandom(seeds[i]))),
            cancelled);
    return new BootstrapFits(
        fit,
        fits.stream().filter(PowerLawFit.class::isInstance).map(PowerLawFit.class::cast).toList());
  }
}
