package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.option.AnalysisOptions;
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

/** The whole analysis of one float32 layer, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class LayerBenchmark {

  private final AnalysisOptions options = AnalysisOptions.builder().threads(1).build();

  /** Rows x columns. */
  @Param({"512x512", "1024x1024", "2048x2048", "4096x1024"})
  public String size = "";

  private WeightWatcher watcher = new WeightWatcher(new double[1][1]);

  /** Makes the weights. */
  @Setup
  public void makeWeights() {
    Kernels.print();
    int x = size.indexOf('x');
    int rows = Integer.parseInt(size.substring(0, x));
    int columns = Integer.parseInt(size.substring(x + 1));
    watcher =
        new WeightWatcher(
            RandomWeights.model(WeightTensor.of(RandomWeights.matrix(rows, columns, 1))));
  }

  /** One analysis. */
  @Benchmark
  public Analysis analyze() {
    return watcher.analyze(options);
  }
}
