package io.github.weightwatcher4j;

import io.github.weightwatcher4j.fit.Bootstrap;
import io.github.weightwatcher4j.fit.BootstrapFits;
import io.github.weightwatcher4j.fit.ClippedFit;
import io.github.weightwatcher4j.fit.FingerClipping;
import io.github.weightwatcher4j.fit.HillEstimator;
import io.github.weightwatcher4j.fit.HistogramPeak;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.Repetitions;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.fit.TailProfile;
import io.github.weightwatcher4j.fit.TruncatedPowerLawFitter;
import io.github.weightwatcher4j.fit.XMinWindow;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.TailMetrics;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptions.Tail;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The tail of a spectrum as the options ask for it: which fit, and how sure it is. */
final class TailStage {

  private final Tail options;
  private final PowerLawFitter powerLaw;

  TailStage(Tail options) {
    this.options = options;
    this.powerLaw = new PowerLawFitter(options.minSize());
  }

  /** The fit, what followed from clipping, and what was asked for beside it. */
  record Result(
      TailFit fit, Metrics metrics, Optional<TailComparison> laws, Optional<PowerLawFit> rival) {}

  /**
   * Fits the tail.
   *
   * @param spectrum the eigenvalues above the cutoff
   * @param seed of the bootstrap
   * @param repetitions how the bootstrap is spread over threads
   */
  Result fit(Spectrum spectrum, long seed, Repetitions repetitions, BooleanSupplier cancelled) {
    Spectrum data = spectrum.withoutLargest(Math.min(options.dropLargest(), spectrum.size()));
    if (options.maxFingers() > 0) {
      ClippedFit clipped =
          new FingerClipping(powerLaw, options.maxFingers(), options.fingerThreshold()).fit(data);
      Spectrum rest = data.withoutLargest(clipped.dropped());
      return new Result(
          clipped.fit(), TailMetrics.of(clipped), laws(rest, clipped.fit()), Optional.empty());
    }
    TailFit fit = lawFit(data);
    Metrics metrics =
        fit instanceof PowerLawFit law && options.uncertainty().bootstrap() > 0
            ? bootstrap(data, law, seed, repetitions, cancelled)
            : Metrics.none();
    return new Result(fit, metrics, laws(data, fit), rival(data));
  }

  private TailFit lawFit(Spectrum data) {
    if (options.hill().isPresent()) {
      return new HillEstimator(options.hill().getAsDouble()).fit(data);
    }
    if (options.law() == TailLaw.TRUNCATED_POWER_LAW) {
      TruncatedPowerLawFitter fitter = new TruncatedPowerLawFitter(options.minSize());
      return options.atPeak() ? fitter.fitFromPeak(data) : fitter.fit(data);
    }
    boolean window = options.atPeak() && data.size() > 0;
    return window
        ? powerLaw.within(XMinWindow.around(HistogramPeak.of(data))).fit(data)
        : powerLaw.fit(data);
  }

  private Metrics bootstrap(
      Spectrum data,
      PowerLawFit fit,
      long seed,
      Repetitions repetitions,
      BooleanSupplier cancelled) {
    AnalysisOptions.Uncertainty uncertainty = options.uncertainty();
    BootstrapFits fits =
        new Bootstrap(powerLaw, uncertainty.bootstrap(), seed, repetitions)
            .run(data, fit, cancelled);
    return TailMetrics.of(fits, uncertainty.level());
  }

  private Optional<TailComparison> laws(Spectrum data, TailFit fit) {
    return options.compareLaws() && fit instanceof LawFit law
        ? Optional.of(TailComparison.of(data, law.xMin()))
        : Optional.empty();
  }

  private Optional<PowerLawFit> rival(Spectrum data) {
    return options.uncertainty().profile()
        ? TailProfile.of(data, options.minSize()).rival()
        : Optional.empty();
  }
}
