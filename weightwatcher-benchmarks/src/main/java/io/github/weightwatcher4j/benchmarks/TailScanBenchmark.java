package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
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

/** The search for the beginning of the tail, for spectra of different kinds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TailScanBenchmark {

  /** Number of eigenvalues. */
  @Param({"576", "4608", "15000"})
  public int eigenvalues = 1;

  /** pareto: a power law all over; mixed: a power law above a body; body: none at all. */
  @Param({"pareto", "mixed", "body"})
  public String kind = "";

  private final PowerLawFitter fitter = new PowerLawFitter(2);
  private Spectrum spectrum = Spectrum.of();

  /** Makes the spectrum. */
  @Setup
  public void makeSpectrum() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[eigenvalues];
    for (int i = 0; i < values.length; i++) {
      double tail = Math.pow(1 - random.nextDouble(), -0.5);
      double body = 0.1 + 0.9 * random.nextDouble();
      boolean inTail = kind.equals("pareto") || (kind.equals("mixed") && i % 5 == 0);
      values[i] = inTail ? tail : body;
    }
    spectrum = Spectrum.of(values);
  }

  /** One fit. */
  @Benchmark
  public TailFit fit() {
    return fitter.fit(spectrum);
  }
}
