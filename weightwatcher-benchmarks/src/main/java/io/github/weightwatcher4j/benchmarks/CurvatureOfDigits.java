package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.DifferentiableLoss;
import io.github.weightwatcher4j.curvature.HessianEigenvalues;
import io.github.weightwatcher4j.curvature.SpectralDensity;
import io.github.weightwatcher4j.curvature.TraceEstimate;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsConvNet;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.curvature.NetworkLoss;
import io.github.weightwatcher4j.spectrum.internal.NativeMemory;
import io.github.weightwatcher4j.spectrum.internal.SymmetricSolver;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.DoublePointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The curvature of the digits network 64 - 32 - 10 beside its whole Hessian, built column by
 * column: eigenvalues, trace, how often its error bars cover it, and the distribution function; and
 * what ten eigenvalues of the demo's convolutional network cost. Minutes on two cores.
 *
 * <pre>mvn -q -pl weightwatcher-benchmarks -am package -DskipTests
 * java -cp weightwatcher-benchmarks/target/benchmarks.jar \
 *     io.github.weightwatcher4j.benchmarks.CurvatureOfDigits</pre>
 *
 * <p>Arguments {@code hessian} or {@code convolution} run one of the two halves.
 */
public final class CurvatureOfDigits {

  private static final int SAMPLES = 512;
  private static final int EPOCHS = 20;
  private static final CurvatureOptions OPTIONS = CurvatureOptions.defaults();

  private CurvatureOfDigits() {}

  /** Runs both halves, or the one that is named. */
  public static void main(String[] args) {
    Kernels.print();
    Digits digits = Digits.load(1);
    DataSet sample = digits.first(SAMPLES).train();
    if (args.length == 0 || args[0].equals("hessian")) {
      MultiLayerNetwork net = DigitsMlp.untrained(1, new Sgd(0.2), 0, 32);
      net.fit(digits.batches(32), EPOCHS);
      beside(NetworkLoss.of(net, sample));
    }
    if (args.length == 0 || args[0].equals("convolution")) {
      MultiLayerNetwork net = DigitsConvNet.untrained(1);
      net.fit(digits.batches(32), EPOCHS);
      cost(NetworkLoss.of(net, sample));
    }
  }

  private static void cost(NetworkLoss loss) {
    long start = System.nanoTime();
    HessianEigenvalues found = loss.curvature(OPTIONS).eigenvalues(10, 0);
    print(
        "convolutional network, %d parameters: %s, converged %s, in %.1f s: %s",
        loss.parameters(),
        found.cost(),
        found.converged(),
        (System.nanoTime() - start) / 1e9,
        found.top());
    print("residuals %s", found.top().stream().map(pair -> (float) pair.residual()).toList());
  }

  private static void beside(NetworkLoss loss) {
    double[][] hessian = hessian(loss);
    double[] exact = eigenvalues(hessian);
    int n = exact.length;
    double trace = Arrays.stream(exact).sum();
    Curvature curvature = loss.curvature(OPTIONS);
    HessianEigenvalues found = curvature.eigenvalues(5, 3);
    print("64 - 32 - 10, %d parameters, loss %.4f; %s", n, curvature.loss(), found.cost());
    for (int i = 0; i < 5; i++) {
      double value = found.topValues()[i];
      print(
          "top %d: %.7f, whole Hessian %.7f, relative %.1e",
          i + 1, value, exact[n - 1 - i], Math.abs(value / exact[n - 1 - i] - 1));
    }
    print(
        "bottom: %s, whole Hessian %.6f, %.6f, %.6f", found.bottom(), exact[0], exact[1], exact[2]);
    TraceEstimate estimate = curvature.trace(100);
    print(
        "trace %.4f +- %.4f, whole Hessian %.4f; %s",
        estimate.trace(), estimate.standardError(), trace, estimate.cost());
    for (int[] size : new int[][] {{10, 40}, {20, 40}, {10, 100}, {20, 100}}) {
      SpectralDensity density = curvature.density(size[0], size[1]);
      print(
          "%d vectors x %d steps: distribution function off by %.4f at most beyond .001, %.4f"
              + " beyond .01; %s",
          size[0],
          size[1],
          distance(density, exact, 1e-3),
          distance(density, exact, 0.01),
          density.cost());
    }
    cover("whole", hessian, trace, 10, 300);
    cover("whole", hessian, trace, 20, 300);
  }

  private static double distance(SpectralDensity density, double[] exact, double away) {
    double distance = 0;
    for (int i = 0; i < exact.length; i++) {
      if (Math.abs(exact[i]) > away) {
        double found = density.distribution(exact[i]);
        distance = Math.max(distance, Math.abs(found - (i + 1.0) / exact.length));
        double before = density.distribution(Math.nextDown(exact[i]));
        distance = Math.max(distance, Math.abs(before - (double) i / exact.length));
      }
    }
    return distance;
  }

  private static void cover(String what, double[][] hessian, double trace, int vectors, int runs) {
    Quadratic loss = new Quadratic(hessian);
    Curvature curvature = Curvature.of(loss, new double[hessian.length], OPTIONS);
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      TraceEstimate estimate = curvature.with(OPTIONS.withSeed(1000 + run)).trace(vectors);
      covered += estimate.lower() <= trace && trace <= estimate.upper() ? 1 : 0;
    }
    print(
        "%s: 95 %% intervals of %d vectors cover the trace in %d of %d",
        what, vectors, covered, runs);
  }

  /** By differences of its own, one parameter after the other. */
  private static double[][] hessian(NetworkLoss loss) {
    int n = loss.parameters();
    double[] theta = loss.theta();
    double[][] hessian = new double[n][n];
    double[] above = new double[n];
    double[] below = new double[n];
    for (int j = 0; j < n; j++) {
      double before = theta[j];
      theta[j] = before + 1e-6;
      loss.evaluate(theta, above);
      theta[j] = before - 1e-6;
      loss.evaluate(theta, below);
      theta[j] = before;
      for (int i = 0; i < n; i++) {
        hessian[i][j] += (above[i] - below[i]) / 4e-6;
        hessian[j][i] += (above[i] - below[i]) / 4e-6;
      }
    }
    return hessian;
  }

  private static double[] eigenvalues(double[][] symmetric) {
    int n = symmetric.length;
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer matrix = memory.doubles((long) n * n);
      for (int i = 0; i < n; i++) {
        matrix.position((long) i * n).put(symmetric[i], 0, n);
      }
      return SymmetricSolver.values(n, matrix.position(0));
    }
  }

  /** {@code θᵀ H θ / 2}. */
  private static final class Quadratic implements DifferentiableLoss {

    private final double[][] hessian;

    Quadratic(double[][] hessian) {
      this.hessian = hessian;
    }

    @Override
    public int parameters() {
      return hessian.length;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
      double loss = 0;
      for (int i = 0; i < theta.length; i++) {
        double sum = 0;
        for (int j = 0; j < theta.length; j++) {
          sum += hessian[i][j] * theta[j];
        }
        gradient[i] = sum;
        loss += sum * theta[i] / 2;
      }
      return loss;
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
