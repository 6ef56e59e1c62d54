package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.GramMatrix;
import io.github.weightwatcher4j.spectrum.internal.SingleGram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What float32 changes in an analysis of float16 weights: alpha, xmin and the size of the tail, of
 * the layers of models (rounded to float16) and of 100 made ones; then the time of square layers,
 * both methods in turn, the fastest of each.
 *
 * <p>Arguments: sizes to time, with commas between ({@code 0} for none), and model files.
 */
public final class SingleAgainstFast {

  private SingleAgainstFast() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws IOException {
    Kernels.print();
    System.out.println(
        "| model | rows | alpha at most | xmin and tail size the same | error / lambda_max |");
    System.out.println("|---|---|---|---|---|");
    List<String> tables = new ArrayList<>();
    for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
      tables.add(compared(rounded(ModelAdapters.open(Path.of(file)))));
    }
    tables.add(compared(made()));
    tables.forEach(System.out::println);
    for (String size : arguments[0].split(",", -1)) {
      time(Integer.parseInt(size));
    }
  }

  private static Analysis analyze(ModelSource model, SpectrumMethod method) {
    return new WeightWatcher(model)
        .analyze(o -> o.method(method).threads(1).minEvals(2).maxN(1 << 30).mpFit(false));
  }

  private static String compared(ModelSource model) {
    Analysis fast = analyze(model, SpectrumMethod.FAST);
    Analysis single = analyze(model, SpectrumMethod.SINGLE);
    double alpha = 0;
    double error = 0;
    int same = 0;
    int fitted = 0;
    for (LayerReport row : fast.details()) {
      LayerReport other = single.details().get(row.name());
      error = Math.max(error, error(row.spectrum(), other.spectrum()));
      if (row.tail() instanceof LawFit law && other.tail() instanceof LawFit found) {
        fitted++;
        double one = row.alpha().orElseThrow();
        double two = other.alpha().orElseThrow();
        if (law.tailSize() == found.tailSize() && Math.abs(found.xMin() / law.xMin() - 1) < 1e-4) {
          same++;
          alpha = Math.max(alpha, Math.abs(one - two));
        } else {
          System.out.printf(Locale.ROOT, "%s: alpha %.4f and %.4f%n", row.name(), one, two);
        }
      }
    }
    long absent =
        single.details().stream().filter(row -> row.metric(Metric.SV_MIN).isEmpty()).count();
    return String.format(
        Locale.ROOT,
        "| %s | %d (%d in float32) | %.1e | %d of %d | %.1e |",
        model.name(),
        fast.details().size(),
        absent,
        alpha,
        same,
        fitted,
        error);
  }

  /** Of the worst eigenvalue, relative to the largest. */
  private static double error(Spectrum fast, Spectrum single) {
    double error = 0;
    for (int i = 0; i < fast.size(); i++) {
      error = Math.max(error, Math.abs(fast.eigenvalue(i) - single.eigenvalue(i)) / fast.max());
    }
    return error;
  }

  /** The layers of a model as float16 has them. */
  private static ModelSource rounded(ModelSource model) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : model.layers()) {
      if (layer.weights().isPresent()) {
        Weights weights = layer.weights().get();
        try (WeightTensor tensor = weights.open()) {
          layers.add(Layer.of(layer.info(), half(tensor.toArray(), weights)));
        }
      }
    }
    return ModelSource.of(model.name(), layers);
  }

  private static Weights half(double[] values, Weights like) {
    double[] half = Arrays.stream(values).map(SingleAgainstFast::half).toArray();
    return Weights.of(WeightTensor.of(like.shape(), Precision.FLOAT16, half), like.slicing());
  }

  /** The nearest float16, ties to even. */
  private static double half(double value) {
    int exponent = Math.max(Math.getExponent(value), -14);
    return Math.scalb(Math.rint(Math.scalb(value, 10 - exponent)), exponent - 10);
  }

  /** 100 layers of M from 64 to 1024: Gaussian, heavy-tailed, with spikes, of lower rank. */
  private static ModelSource made() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Random random = new Random(i);
      int m = 64 << random.nextInt(5);
      int n = (int) (m * (1 + 3 * random.nextDouble() * random.nextInt(2)));
      double[] values = new double[n * m];
      for (int at = 0; at < values.length; at++) {
        double heavy = i % 4 == 1 ? Math.sqrt(Math.max(1e-6, random.nextDouble())) : 1;
        values[at] = random.nextGaussian() / heavy / Math.sqrt(n);
      }
      if (i % 4 == 2) {
        spikes(values, n, m, random);
      }
      if (i % 4 == 3) {
        spectrumOfPowerLaw(values, n, m);
      }
      layers.add(Layer.of(new LayerInfo(i, "made" + i, LayerType.DENSE), half(values, like(n, m))));
    }
    return ModelSource.of("100 made", layers);
  }

  private static Weights like(int n, int m) {
    return Weights.of(
        WeightTensor.of(TensorShape.of(n, m), Precision.FLOAT16, new double[n * m]),
        Slicing.TRAILING);
  }

  private static void spikes(double[] values, int n, int m, Random random) {
    for (int k = 1; k <= 5; k++) {
      double[] left = random.doubles(n, -1, 1).toArray();
      double[] right = random.doubles(m, -1, 1).toArray();
      for (int at = 0; at < values.length; at++) {
        values[at] += 6.0 * k * left[at / m] * right[at % m] / Math.sqrt((double) n * m);
      }
    }
  }

  /** Columns scaled so that the spectrum decays as a power law. */
  private static void spectrumOfPowerLaw(double[] values, int n, int m) {
    for (int at = 0; at < n * m; at++) {
      values[at] *= Math.pow(at % m + 1, -0.6);
    }
  }

  private static void time(int size) {
    if (size == 0) {
      return;
    }
    float[][] weights = RandomWeights.matrix(size, size, 1);
    double[] values = new double[size * size];
    for (int at = 0; at < values.length; at++) {
      values[at] = weights[at / size][at % size];
    }
    ModelSource model =
        ModelSource.of(
            "w",
            List.of(
                Layer.of(new LayerInfo(0, "w", LayerType.DENSE), half(values, like(size, size)))));
    double fast = Double.POSITIVE_INFINITY;
    double single = Double.POSITIVE_INFINITY;
    for (int run = 0; run < Math.max(5, 40_960 / size); run++) {
      fast = Math.min(fast, seconds(model, SpectrumMethod.FAST));
      single = Math.min(single, seconds(model, SpectrumMethod.SINGLE));
    }
    System.out.printf(
        Locale.ROOT,
        "%d x %d: fast %.4f s, single %.4f s, ratio %.2f; %.0f and %.0f MB; %s%n",
        size,
        size,
        fast,
        single,
        fast / single,
        GramMatrix.bytesNeeded(size, size) / 1e6,
        SingleGram.bytesNeeded(size, size) / 1e6,
        analyze(model, SpectrumMethod.SINGLE).provenance().nativeLibrary());
  }

  private static double seconds(ModelSource model, SpectrumMethod method) {
    long start = System.nanoTime();
    Spectrum spectrum = analyze(model, method).details().get("w").spectrum();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (spectrum.size() != MatrixShape.of(model.layers().get(0).weights().orElseThrow()).m()) {
      throw new IllegalStateException("eigenvalues are missing");
    }
    return seconds;
  }
}
