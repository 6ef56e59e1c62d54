package io.github.weightwatcher4j.curvature;

import io.github.weightwatcher4j.spectrum.internal.ExtremeEigenvalues;
import io.github.weightwatcher4j.spectrum.internal.Lanczos;
import io.github.weightwatcher4j.spectrum.internal.LanczosQuadrature;
import io.github.weightwatcher4j.spectrum.internal.LanczosSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * The curvature of a loss at given parameters, as PyHessian computes it (Yao, Gholami, Keutzer
 * &amp; Mahoney 2020): eigenvalues, trace and spectral density of its Hessian H, whole or of a
 * block, which is never formed.
 *
 * <pre>{@code
 * Curvature curvature = Curvature.of(loss, theta, CurvatureOptions.defaults());
 * double sharpest = curvature.eigenvalues(1, 0).topValues()[0];
 * TraceEstimate trace = curvature.within(ParameterBlock.of("fc1", 0, 2080)).trace(100);
 * }</pre>
 *
 * <p>A product with a vector costs two gradients, and says whether the loss is smooth: {@link
 * StepCheck}. Everything runs on the calling thread; the same seed gives the same bits.
 */
public final class Curvature {

  /** What Lanczos' basis may take where more vectors spare products. */
  private static final long BASIS_BYTES = 256L << 20;

  private static final int BASIS_VECTORS = 300;

  private final DifferentiableLoss loss;
  private final double[] theta;
  private final ParameterBlock block;
  private final CurvatureOptions options;
  private final double value;
  private final double[] gradient;

  private Curvature(
      DifferentiableLoss loss,
      double[] theta,
      ParameterBlock block,
      CurvatureOptions options,
      double value,
      double[] gradient) {
    this.loss = loss;
    this.theta = theta;
    this.block = block;
    this.options = options;
    this.value = value;
    this.gradient = gradient;
  }

  /**
   * Of a loss at theta; evaluates it once.
   *
   * @param theta the parameters, copied
   * @throws IllegalArgumentException where their number is not the loss's, or a parameter, the loss
   *     or its gradient is NaN or infinite
   */
  public static Curvature of(DifferentiableLoss loss, double[] theta, CurvatureOptions options) {
    int n = loss.parameters();
    if (n < 1 || theta.length != n) {
      throw new IllegalArgumentException(
          "the loss has %d parameters, theta %d".formatted(n, theta.length));
    }
    requireFinite("theta", theta);
    double[] gradient = new double[n];
    double value = loss.evaluate(theta.clone(), gradient);
    requireFinite("the loss", value);
    requireFinite("the gradient", gradient);
    ParameterBlock all = ParameterBlock.of("all", 0, n);
    return new Curvature(loss, theta.clone(), all, options, value, gradient);
  }

  private static void requireFinite(String what, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            values.length == 1
                ? "%s is %s".formatted(what, values[i])
                : "%s is %s at parameter %d".formatted(what, values[i], i));
      }
    }
  }

  /**
   * The same for some of the parameters; the others stay as they are.
   *
   * @throws IllegalArgumentException where the block ends behind the last parameter
   */
  public Curvature within(ParameterBlock part) {
    if (part.end() > theta.length) {
      throw new IllegalArgumentException(
          "block %s ends at parameter %d of %d".formatted(part.name(), part.end(), theta.length));
    }
    return new Curvature(loss, theta, part, options, value, gradient);
  }

  /** The same, computed otherwise. */
  public Curvature with(CurvatureOptions how) {
    return new Curvature(loss, theta, block, how, value, gradient);
  }

  /** Which parameters it is of. */
  public ParameterBlock block() {
    return block;
  }

  /** The loss at the parameters. */
  public double loss() {
    return value;
  }

  /** The norm of the gradient by the block's parameters, which is 0 in a minimum. */
  public double gradientNorm() {
    return HessianProducts.norm(blockGradient());
  }

  private double[] blockGradient() {
    double[] part = new double[block.size()];
    block.gather(gradient, part);
    return part;
  }

  /**
   * The eigenvalues at the ends of the spectrum.
   *
   * <p>Memory: Lanczos' basis, up to 300 vectors of the block's size, fewer where they would take
   * more than 256 MB, but 2 (top + bottom) + 20 at least.
   *
   * @param top how many of the largest, at least 0
   * @param bottom how many of the smallest, at least 0; one of the two is not 0
   * @throws IllegalArgumentException where a count is negative or both are 0, or a gradient is NaN
   *     or infinite
   * @throws CancellationException where it was cancelled
   */
  public HessianEigenvalues eigenvalues(int top, int bottom) {
    int wanted = Math.addExact(top, bottom);
    HessianProducts products = products(options.maxGradients());
    long room = BASIS_BYTES / Double.BYTES / block.size();
    int basis = (int) Math.max(2L * wanted + 20, Math.min(BASIS_VECTORS, room));
    int most = Math.max(1, options.maxGradients() / 2 - wanted - 3);
    LanczosSettings settings =
        new LanczosSettings(top, bottom, options.tolerance(), basis, most, options.seed(), false);
    ExtremeEigenvalues found = Lanczos.of(products, settings, options.cancelled());
    List<Eigenpair> above = checked(found.top(), products);
    List<Eigenpair> below = checked(found.bottom(), products);
    return new HessianEigenvalues(above, below, found.converged(), products.cost());
  }

  private static List<Eigenpair> checked(
      List<ExtremeEigenvalues.Pair> pairs, HessianProducts products) {
    List<Eigenpair> checked = new ArrayList<>();
    for (ExtremeEigenvalues.Pair pair : pairs) {
      double[] direction = pair.vector();
      double residual = products.checkPair(direction, pair.value(), pair.residual());
      checked.add(new Eigenpair(pair.value(), residual, direction));
    }
    return checked;
  }

  /**
   * The trace, with its error.
   *
   * @param vectors products to make, at least 2; the error falls with their square root
   * @throws IllegalArgumentException where there are fewer, or a gradient is NaN or infinite
   * @throws CancellationException where it was cancelled
   */
  public TraceEstimate trace(int vectors) {
    if (vectors < 2) {
      throw new IllegalArgumentException("the trace needs at least 2 vectors: " + vectors);
    }
    HessianProducts products = products(2 * vectors + 2);
    SplittableRandom random = new SplittableRandom(options.seed());
    double[] forms = new double[vectors];
    double[] squares = new double[vectors];
    double[] product = new double[block.size()];
    for (int k = 0; k < vectors; k++) {
      requireNotCancelled();
      double[] signs = signs(random);
      products.multiply(signs, product);
      requireFinite("a product with the Hessian", product);
      for (int i = 0; i < product.length; i++) {
        forms[k] += signs[i] * product[i];
        squares[k] += product[i] * product[i];
      }
    }
    return TraceEstimate.of(forms, squares, block.size(), products.cost());
  }

  private void requireNotCancelled() {
    if (options.cancelled().getAsBoolean()) {
      throw new CancellationException("the work was cancelled");
    }
  }

  /**
   * The distribution of all eigenvalues.
   *
   * @param vectors random vectors to take the mean of, at least 1; 10 to 20 are usual
   * @param steps products with each, at least 1; 40 to 100 are usual. Memory: as many vectors
   * @throws IllegalArgumentException where one is less than 1, or a gradient is NaN or infinite
   * @throws CancellationException where it was cancelled
   */
  public SpectralDensity density(int vectors, int steps) {
    if (vectors < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "a density needs vectors and steps >= 1: " + vectors + ", " + steps);
    }
    HessianProducts products = products(2 * vectors * Math.min(steps, block.size()) + 2);
    SplittableRandom random = new SplittableRandom(options.seed());
    List<LanczosQuadrature> quadratures = new ArrayList<>();
    for (int k = 0; k < vectors; k++) {
      quadratures.add(LanczosQuadrature.of(products, signs(random), steps, options.cancelled()));
    }
    return new SpectralDensity(quadratures, block.size(), products.cost());
  }

  private double[] signs(SplittableRandom random) {
    double[] signs = new double[block.size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }

  /**
   * The loss along a line through the parameters.
   *
   * @param direction a value for each parameter of the block, such as {@link Eigenpair#direction};
   *     taken with norm 1
   * @param radius how far to go to either side, positive
   * @param points how many, at least 3; an odd number has the parameters themselves in the middle
   * @throws IllegalArgumentException where one is outside of its domain; not for a loss that is NaN
   *     or infinite there, which is what the point tells
   * @throws CancellationException where it was cancelled
   */
  public LossLine along(double[] direction, double radius, int points) {
    double norm = HessianProducts.norm(direction);
    if (direction.length != block.size() || !(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a direction has %d finite values, not all 0".formatted(block.size()));
    }
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY) || points < 3) {
      throw new IllegalArgumentException(
          "a line needs a radius > 0 and 3 points: " + radius + ", " + points);
    }
    List<LossLine.Point> line = new ArrayList<>();
    double[] moved = new double[theta.length];
    double[] there = new double[theta.length];
    for (int k = 0; k < points; k++) {
      requireNotCancelled();
      double t = radius * (2.0 * k / (points - 1) - 1);
      block.move(theta, t / norm, direction, moved);
      line.add(new LossLine.Point(t, loss.evaluate(moved, there)));
    }
    double slope = 0;
    double[] part = blockGradient();
    for (int i = 0; i < part.length; i++) {
      slope += part[i] * direction[i] / norm;
    }
    return new LossLine(line, slope, points);
  }

  private HessianProducts products(int expected) {
    double noise = Math.ulp(1.0) * (Math.abs(value) + HessianProducts.norm(gradient));
    return new HessianProducts(loss, theta, block, options, blockGradient(), 20 * noise, expected);
  }
}
