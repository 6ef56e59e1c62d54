package io.github.weightwatcher4j;

import io.github.weightwatcher4j.fit.Bootstrap;
import io.github.weightwatcher4j.fit.BootstrapFits;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.HillEstimator;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.Repetitions;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TruncatedPowerLawFitter;
import io.github.weightwatcher4j.fit.internal.ClippedFit;
import io.github.weightwatcher4j.fit.internal.FingerClipping;
import io.github.weightwatcher4j.fit.internal.HistogramPeak;
import io.github.weightwatcher4j.fit.internal.XMinWindow;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.internal.TailMetrics;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** The tail of a spectrum as the options ask for it: which fit, and how sure it is. */
final class TailStage {

  private final AnalysisOptions options;
  private final PowerLawFitter powerLaw;

  TailStage(AnalysisOptions options) {
    this.options = options;
    PowerLawFitter fitter = new PowerLawFitter(options.minTail());
    this.powerLaw = options.splitTies() ? fitter.splittingTies() : fitter;
  }

  /** The fit, what followed from clipping, and what was asked for beside it. */
  record Result(
      TailFit fit, Metrics metrics, Optional<TailComparison> laws, Optional<PowerLawFit> rival) {}

  /**
   * Fits the tail within the largest eigenvalues, where no others are known. There is no bootstrap,
   * which would draw from all.
   */
  Result fitTop(Spectrum top, BooleanSupplier cancelled) {
    boolean atPeak = options.xminPeak() || options.fit() == TailMethod.E_TPL;
    if (atPeak || options.fit() == TailMethod.HILL) {
      String reason = "its tail begins at a place that all eigenvalues decide";
      return new Result(new FailedFit(reason), Metrics.none(), Optional.empty(), Optional.empty());
    }
    return fit(top, OptionalInt.empty(), Repetitions.sequential(), cancelled);
  }

  /**
   * Fits the tail.
   *
   * @param spectrum the eigenvalues above the cutoff
   * @param layer index of the layer, from which the bootstrap's seed is made
   * @param repetitions how the bootstrap is spread over threads
   */
  Result fit(Spectrum spectrum, int layer, Repetitions repetitions, BooleanSupplier cancelled) {
    return fit(spectrum, OptionalInt.of(layer), repetitions, cancelled);
  }

  /** Without a number of the layer there is no bootstrap. */
  private Result fit(
      Spectrum spectrum, OptionalInt layer, Repetitions repetitions, BooleanSupplier cancelled) {
    Spectrum kept = spectrum.withoutLargest(Math.min(options.dropLargest(), spectrum.size()));
    OptionalDouble end = options.endingAt().of(kept);
    Spectrum data = end.isPresent() ? upTo(end.getAsDouble(), kept) : kept;
    if (options.fingers()) {
      ClippedFit clipped =
          new FingerClipping(powerLaw, options.maxFingers(), options.fingerGain()).fit(data);
      Spectrum rest = data.withoutLargest(clipped.dropped());
      return new Result(
          clipped.fit(), TailMetrics.of(clipped), laws(rest, clipped.fit()), Optional.empty());
    }
    TailFit fit = lawFit(data, end);
    Metrics metrics =
        fit instanceof PowerLawFit law && options.bootstrap() > 0 && layer.isPresent()
            ? bootstrap(data, law, options.seed() + layer.getAsInt(), repetitions, cancelled)
            : Metrics.none();
    return new Result(fit, metrics, laws(data, fit), rival(data));
  }

  private static Spectrum upTo(double end, Spectrum spectrum) {
    return spectrum.withoutLargest(spectrum.size() - spectrum.countBelow(Math.nextUp(end)));
  }

  private TailFit lawFit(Spectrum data, OptionalDouble end) {
    if (options.fit() == TailMethod.HILL) {
      HillEstimator hill = new HillEstimator(options.hillQuantile());
      return (options.splitTies() ? hill.splittingTies() : hill).fit(data);
    }
    boolean atPeak = options.xminPeak() || options.fit() == TailMethod.E_TPL;
    if (options.fit() != TailMethod.PL) {
      TruncatedPowerLawFitter fitter = new TruncatedPowerLawFitter(options.minTail());
      return atPeak ? fitter.fitFromPeak(data) : fitter.fit(data);
    }
    PowerLawFitter fitter = end.isPresent() ? powerLaw.endingAt(end.getAsDouble()) : powerLaw;
    boolean window = atPeak && data.size() > 0;
    return window
        ? fitter.within(XMinWindow.around(HistogramPeak.of(data))).fit(data)
        : fitter.fit(data);
  }

  private Metrics bootstrap(
      Spectrum data,
      PowerLawFit fit,
      long seed,
      Repetitions repetitions,
      BooleanSupplier cancelled) {
    BootstrapFits fits =
        new Bootstrap(powerLaw, options.bootstrap(), seed, repetitions).run(data, fit, cancelled);
    return TailMetrics.of(fits, options.intervalLevel());
  }

  private Optional<TailComparison> laws(Spectrum data, TailFit fit) {
    return options.compareLaws() && fit instanceof LawFit law
        ? Optional.of(TailComparison.of(data, law.xMin()))
        : Optional.empty();
  }

  private Optional<PowerLawFit> rival(Spectrum data) {
    return options.profile() ? powerLaw.profile(data).rival() : Optional.empty();
  }
}
