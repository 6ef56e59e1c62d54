package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimplePointChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The Python tool's fit, to compare with it: least squares between a density estimate of the
 * eigenvalues, scaled to a mean of 1, and the law.
 *
 * <p>sigma is searched on a grid from 0.05 to 2 times {@code sqrt(max) / (1 + 1 / sqrt(Q))} in
 * steps of 0.01 of it, then polished by a Nelder-Mead simplex. A spike is an eigenvalue above
 * {@code l+ + sqrt(l+^(2/3) M^(-2/3) / sqrt(Q))}, all in units where the mean eigenvalue is 1. What
 * is known against it: a width of 0.1 whatever the spectrum's own width, edges set by everything
 * that the spectrum holds, spikes included, and an allowance that is the root of a Tracy-Widom
 * scale.
 */
public final class DensityBulkFitter implements BulkFitter {

  private static final double FIRST = 0.05;
  private static final double STEP = 0.01;
  private static final int STEPS = 195;

  private static final double ACCURACY = 1e-10;
  private static final int MAX_EVALUATIONS = 10_000;

  /**
   * The law, or the reason why there is none: no eigenvalue above 0, or no sigma on the grid whose
   * law holds the peak of the density and ends within the spectrum. There Python goes on with the
   * first sigma of its grid, and reports an mp_softrank of 0.0025 whatever the matrix.
   */
  @Override
  public BulkFit fit(Spectrum spectrum, MatrixShape shape) {
    RobustBulkFitter.requireRoom(spectrum, shape);
    double sum = spectrum.sum();
    if (!(sum > 0)) {
      return new FailedBulkFit("no eigenvalue is above 0");
    }
    double factor = spectrum.size() / sum;
    Spectrum scaled = spectrum.scaled(factor);
    OptionalDouble sigma = sigma(scaled, shape.q());
    if (sigma.isEmpty()) {
      return new FailedBulkFit(
          "no Marchenko-Pastur law holds the peak of the density and ends within the spectrum");
    }
    double upper = new MarchenkoPastur(shape.q(), sigma.getAsDouble()).upper();
    double threshold = (upper + Math.sqrt(allowance(upper, shape))) / factor;
    double scale = Math.sqrt(factor);
    MarchenkoPastur law = new MarchenkoPastur(shape.q(), sigma.getAsDouble() / scale);
    return result(spectrum, shape, law, threshold, scale);
  }

  private static double allowance(double upper, MatrixShape shape) {
    return Math.pow(upper / shape.m(), 2.0 / 3) / Math.sqrt(shape.q());
  }

  private static MarchenkoPasturFit result(
      Spectrum spectrum, MatrixShape shape, MarchenkoPastur law, double threshold, double scale) {
    double variance = law.sigma() * law.sigma() / shape.n();
    NoiseEdge noise = NoiseEdge.of((double) shape.n(), (double) shape.m(), variance, shape.rf());
    List<Spike> spikes = new ArrayList<>();
    int bulk = spectrum.size();
    while (bulk > 0 && spectrum.eigenvalue(bulk - 1) > threshold) {
      spikes.add(Spike.of(spectrum.eigenvalue(--bulk), law, noise));
    }
    double[] shares = spectrum.values().limit(bulk).map(law::cdf).toArray();
    MatrixNoise each = new MatrixNoise(shape.n(), shape.m(), variance, 0, threshold);
    return new MarchenkoPasturFit(
        Collections.nCopies(Math.toIntExact(shape.rf()), each),
        spikes,
        noise.statistic(spectrum.max()),
        noise.pValue(spectrum.max()),
        GoodnessOfFit.of(shares, shape.rf()),
        scale,
        spectrum.max());
  }

  private static OptionalDouble sigma(Spectrum scaled, double q) {
    double[] values = q == 1 ? scaled.values().map(Math::sqrt).toArray() : scaled.toArray();
    DensityEstimate estimate = new DensityEstimate(values);
    if (estimate.size() == 0) {
      return OptionalDouble.empty();
    }
    DensityMisfit misfit = new DensityMisfit(estimate, q);
    double unit = Math.sqrt(scaled.max()) / (1 + 1 / Math.sqrt(q));
    double best = 0;
    double least = misfit.rejection();
    for (int i = 0; i < STEPS; i++) {
      double sigma = (FIRST + STEP * i) * unit;
      double value = misfit.value(sigma);
      if (value < least) {
        least = value;
        best = sigma;
      }
    }
    return best > 0 ? OptionalDouble.of(polished(misfit, best)) : OptionalDouble.empty();
  }

  private static double polished(DensityMisfit misfit, double start) {
    // Starts as scipy's fmin does, with a second vertex 5 % away. By points: all rejected values
    // are equal.
    return new SimplexOptimizer(new SimplePointChecker<>(ACCURACY, ACCURACY))
        .optimize(
            new MaxEval(MAX_EVALUATIONS),
            new ObjectiveFunction(point -> misfit.value(point[0])),
            GoalType.MINIMIZE,
            new InitialGuess(new double[] {start}),
            new NelderMeadSimplex(new double[] {0.05 * start}))
        .getPoint()[0];
  }
}
