package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.metric.internal.LayerMetrics;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Analyses one float32 layer of a given size several times on one thread and prints the fastest and
 * the median time in seconds, the part of it outside LAPACK, and the peak resident memory.
 *
 * <p>Arguments: rows, columns, runs, and optionally a file to keep the weights in (mapped).
 */
public final class MeasureLayer {

  /** The code outside LAPACK is Java, and compiled when it has run often enough. */
  private static final int WARM_UP = 50;

  private MeasureLayer() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException {
    Kernels.print();
    int rows = Integer.parseInt(arguments[0]);
    int columns = Integer.parseInt(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    WeightTensor tensor;
    if (arguments.length > 3) {
      Path file = Path.of(arguments[3]);
      if (!Files.exists(file)) {
        MappedMatrix.write(file, rows, columns);
      }
      tensor = MappedMatrix.open(file, rows, columns);
    } else {
      tensor = WeightTensor.of(RandomWeights.matrix(rows, columns, 1));
    }
    measure(RandomWeights.model(tensor), runs);
  }

  private static void measure(ModelSource model, int runs) throws IOException {
    WeightWatcher watcher = new WeightWatcher(model);
    AnalysisOptions options = AnalysisOptions.builder().threads(1).maxN(1 << 30).build();
    Analysis analysis = watcher.analyze(options);
    double[] whole = new double[runs];
    double[] rest = new double[runs];
    MatrixShape shape = MatrixShape.of(model.layers().get(0).weights().orElseThrow());
    DoubleBuffer block = block(shape);
    for (int warmUp = 0; warmUp < WARM_UP; warmUp++) {
      outsideLapack(model, analysis.details().get("w").spectrum(), block);
    }
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      analysis = watcher.analyze(options);
      whole[run] = (System.nanoTime() - start) / 1e9;
      rest[run] = outsideLapack(model, analysis.details().get("w").spectrum(), block);
    }
    Arrays.sort(whole);
    Arrays.sort(rest);
    System.out.printf(
        Locale.ROOT,
        "%s fastest %.4f s, median %.4f s, outside LAPACK %.4f s = %.1f %%, alpha %.3f, peak %s%n",
        model.layers().get(0).weights().orElseThrow().shape(),
        whole[0],
        whole[runs / 2],
        rest[runs / 2],
        100 * rest[runs / 2] / whole[runs / 2],
        analysis.details().get("w").alpha().orElse(0),
        peakMemory());
  }

  /** Room for as many rows as the solver reads at a time. */
  private static DoubleBuffer block(MatrixShape shape) {
    long rows = RowBlocks.rowsOfProduct(shape.n(), shape.m());
    return ByteBuffer.allocateDirect(Math.toIntExact(8 * rows * shape.m()))
        .order(ByteOrder.nativeOrder())
        .asDoubleBuffer();
  }

  /** Seconds for reading the weights as doubles, the fit and the metrics. */
  private static double outsideLapack(ModelSource model, Spectrum spectrum, DoubleBuffer block)
      throws IOException {
    Weights weights = model.layers().get(0).weights().orElseThrow();
    MatrixShape shape = MatrixShape.of(weights);
    long start = System.nanoTime();
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      WeightMatrix matrix = matrices.matrices().get(0);
      RowBlocks.ofProduct(matrix)
          .forEach(() -> false, (first, count) -> matrix.read(first, count, block.clear()));
    }
    TailFit fit = new PowerLawFitter(2).fit(spectrum.above(1e-5 * spectrum.mean()));
    LayerMetrics.of(shape, spectrum, spectrum.size(), 1e-6, fit);
    return (System.nanoTime() - start) / 1e9;
  }

  private static String peakMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\D", ""))
            .map(
                kib ->
                    String.format(Locale.ROOT, "%.2f GB resident", 1024e-9 * Long.parseLong(kib)))
            .findFirst()
            .orElse("unknown")
        : "unknown on this system";
  }
}
