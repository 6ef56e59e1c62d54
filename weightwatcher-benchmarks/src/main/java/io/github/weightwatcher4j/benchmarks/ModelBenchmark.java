package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
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

/** A model of many small layers, in the shapes of ResNet56. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ModelBenchmark {

  private final WeightWatcher watcher = new WeightWatcher(ConvolutionModel.resNet56());

  /** Layers at a time. */
  @Param({"1", "2"})
  public int threads = 1;

  /** Says what computes. */
  @Setup
  public void printKernels() {
    Kernels.print();
  }

  /** One analysis. */
  @Benchmark
  public Analysis analyze() {
    return watcher.analyze(options -> options.threads(threads));
  }
}
