package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.DensityBulkFitter;
import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
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

/** The fits of the bulk, for a spectrum with a share of spikes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BulkFitBenchmark {

  /** Number of eigenvalues. */
  @Param({"576", "4608", "15000"})
  public int eigenvalues = 1;

  /** Per cent of them beyond the bulk. */
  @Param({"0", "1", "10"})
  public int spikes = 1;

  private Spectrum spectrum = Spectrum.of();
  private MatrixShape shape = new MatrixShape(0, 0, 0);

  /** Makes the spectrum: the law's own quantiles for Q = 2, and a Pareto tail. */
  @Setup
  public void makeSpectrum() {
    SplittableRandom random = new SplittableRandom(1);
    shape = new MatrixShape(2L * eigenvalues, eigenvalues, 1);
    MarchenkoPastur law = new MarchenkoPastur(2, 1);
    double[] values = new double[eigenvalues];
    int beyond = eigenvalues * spikes / 100;
    for (int i = 0; i < eigenvalues; i++) {
      values[i] =
          i < beyond
              ? law.upper() * (1.1 / (1 - random.nextDouble()))
              : law.quantile((i - beyond + 0.5) / (eigenvalues - beyond));
    }
    spectrum = Spectrum.of(values);
  }

  /** The default fit. */
  @Benchmark
  public BulkFit robust() {
    return new RobustBulkFitter().fit(spectrum, shape);
  }

  /** The Python tool's. */
  @Benchmark
  public BulkFit density() {
    return new DensityBulkFitter().fit(spectrum, shape);
  }
}
