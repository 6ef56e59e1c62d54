package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.fit.Bootstrap;
import io.github.weightwatcher4j.fit.BootstrapFits;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.run.internal.Workers;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A thousand fits of resampled spectra with 1024 eigenvalues. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BootstrapBenchmark {

  private final PowerLawFitter fitter = new PowerLawFitter(2);

  /** Threads that share the work. */
  @Param({"1", "2"})
  public int threads = 1;

  /** What lies below the tail. */
  @Param({"UNIFORM", "EXPONENTIAL", "MARCHENKO_PASTUR"})
  public String body = "UNIFORM";

  private Spectrum spectrum = Spectrum.of();

  /** Makes the spectrum. */
  @Setup
  public void makeSpectrum() {
    spectrum = TailBody.valueOf(body).sample(2.5, 512, new SplittableRandom(1));
  }

  /** One bootstrap. */
  @Benchmark
  public BootstrapFits run() {
    PowerLawFit fit = (PowerLawFit) fitter.fit(spectrum);
    return Workers.call(
        threads,
        workers -> new Bootstrap(fitter, 1000, 1, workers).run(spectrum, fit, () -> false));
  }
}
