package io.github.weightwatcher4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.run.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvatureTest {

  private static final CurvatureOptions DEFAULTS = CurvatureOptions.defaults();

  /** A loss that counts how often it is asked. */
  private abstract static class Counted implements DifferentiableLoss {

    private final int n;
    int gradients;

    Counted(int n) {
      this.n = n;
    }

    @Override
    public int parameters() {
      return n;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
      gradients++;
      return at(theta, gradient);
    }

    abstract double at(double[] theta, double[] gradient);
  }

  /** {@code Σ (i + 1) x_i² / 2 + x_0 x_1}: eigenvalues of a 2 x 2 block, then 3, 4 and so on. */
  private static Counted bowl(int n) {
    return new Counted(n) {
      @Override
      double at(double[] x, double[] gradient) {
        double loss = x[0] * x[1];
        for (int i = 0; i < n; i++) {
          loss += (i + 1) * x[i] * x[i] / 2;
          gradient[i] = (i + 1) * x[i];
        }
        gradient[0] += x[1];
        gradient[1] += x[0];
        return loss;
      }
    };
  }

  private static double[] somewhere(int n) {
    return new Random(1).doubles(n, -1, 1).toArray();
  }

  @Test
  void quadraticLossHasItsOwnEigenvaluesEverywhere() {
    Counted loss = bowl(50);
    Curvature curvature = Curvature.of(loss, somewhere(50), DEFAULTS.withTolerance(1e-7));
    HessianEigenvalues found = curvature.eigenvalues(3, 2);

    assertThat(found.topValues()).containsExactly(new double[] {50, 49, 48}, within(1e-7));
    double root = Math.sqrt(5) / 2;
    assertThat(found.bottomValues())
        .containsExactly(new double[] {1.5 - root, 1.5 + root}, within(1e-7));
    assertThat(Math.abs(found.top().get(0).direction()[49])).isCloseTo(1, within(1e-7));
    assertThat(found.top().get(0).residual()).isLessThan(1e-5);
    assertThat(found.cost().gradients()).isEqualTo(loss.gradients - 1);
    assertThat(found.cost().isSmooth()).isTrue();
  }

  @Test
  void traceOfADiagonalIsExactAndOfOthersWithinItsError() {
    Curvature curvature = Curvature.of(bowl(50), somewhere(50), DEFAULTS);
    ParameterBlock diagonal = ParameterBlock.of("diagonal", 2, 50);

    TraceEstimate exact = curvature.within(diagonal).trace(5);
    TraceEstimate estimate = curvature.trace(40);

    assertThat(exact.trace()).isCloseTo(50 * 51 / 2 - 3, within(1e-6));
    assertThat(exact.standardError()).isLessThan(1e-6);
    assertThat(exact.squaredNorm()).isCloseTo(50 * 51 * 101 / 6 - 5, within(1e-4));
    // One vector gives 1275 + 2 or - 2.
    assertThat(estimate.trace()).isCloseTo(1275, within(3 * 2 / Math.sqrt(40)));
    assertThat(estimate.standardError()).isCloseTo(2 / Math.sqrt(40), within(0.02));
    assertThat(estimate.lower()).isLessThan(estimate.trace());
    // Student's 97.5 % point of 39 degrees of freedom, from its table
    assertThat(estimate.margin(0.95) / estimate.standardError()).isCloseTo(2.0227, within(1e-4));
  }

  @Test
  void blockOfSeveralRangesIsItsSquareOfTheHessian() {
    ParameterBlock ends =
        new ParameterBlock(
            "ends", List.of(new ParameterBlock.Range(0, 2), new ParameterBlock.Range(48, 50)));
    Curvature curvature = Curvature.of(bowl(50), somewhere(50), DEFAULTS).within(ends);

    HessianEigenvalues found = curvature.eigenvalues(10, 10);

    double root = Math.sqrt(5) / 2;
    double[] all = {1.5 - root, 1.5 + root, 49, 50};
    assertThat(ends.size()).isEqualTo(4);
    assertThat(found.bottomValues()).containsExactly(all, within(1e-7));
    assertThat(found.topValues()).hasSize(4);
    assertThat(found.top().get(3).direction()).hasSize(4);
  }

  @Test
  void densityOfFewEigenvaluesIsTheirDistribution() {
    SpectralDensity density = Curvature.of(bowl(12), somewhere(12), DEFAULTS).density(400, 12);

    assertThat(density.distribution(0.3)).isZero();
    assertThat(density.distribution(13)).isCloseTo(1, within(1e-12));
    assertThat(density.distribution(6.5))
        .isCloseTo(0.5, within(4 * density.distributionError(6.5) + 1e-9));
    assertThat(density.moment(1)).isCloseTo(78 / 12.0, within(0.05));
    assertThat(density.max()).isCloseTo(12, within(1e-6));
    double step = 0.05;
    double whole =
        IntStream.range(-100, 500).mapToDouble(i -> density.density(i * step, 0.4) * step).sum();
    assertThat(whole).isCloseTo(1, within(1e-6));
  }

  /** |x_i| at 3e-9: even the smallest step crosses the kink of some. */
  @Test
  void aKinkInEveryDirectionIsCountedAsNotSmooth() {
    double[] near = new double[20];
    Arrays.fill(near, 3e-9);
    Counted kinks =
        new Counted(20) {
          @Override
          double at(double[] x, double[] gradient) {
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
              loss += Math.abs(x[i]) + x[i] * x[i];
              gradient[i] = Math.signum(x[i]) + 2 * x[i];
            }
            return loss;
          }
        };

    TraceEstimate atKinks = Curvature.of(kinks, near, DEFAULTS).trace(4);
    TraceEstimate away = Curvature.of(kinks, somewhere(20), DEFAULTS).trace(4);

    assertThat(atKinks.cost().notSmooth()).isEqualTo(4);
    assertThat(atKinks.cost().isSmooth()).isFalse();
    assertThat(atKinks.cost()).hasToString("12 gradients, not smooth in 4 of 4 directions");
    assertThat(away.cost().isSmooth()).isTrue();
    assertThat(away.trace()).isCloseTo(40, within(1e-5));
  }

  @Test
  void aKinkThatASmallerStepDoesNotReachLeavesTheTraceAndMakesTheStepSmallerOnce() {
    double[] theta = new double[8];
    Arrays.fill(theta, 2e-6); // moved by 1e-5 / sqrt(8) = 3.5e-6 at first
    Counted kinks =
        new Counted(8) {
          @Override
          double at(double[] x, double[] gradient) {
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
              loss += Math.max(0, x[i]) + 3 * x[i] * x[i] / 2;
              gradient[i] = (x[i] > 0 ? 1 : 0) + 3 * x[i];
            }
            return loss;
          }
        };

    TraceEstimate found = Curvature.of(kinks, theta, DEFAULTS).trace(3);

    assertThat(found.trace()).isCloseTo(24, within(1e-5));
    assertThat(found.cost().reduced()).isEqualTo(1);
    assertThat(found.cost().isSmooth()).isTrue();
  }

  @Test
  void linearLossHasNoCurvatureAndIsSmooth() {
    Counted plane =
        new Counted(30) {
          @Override
          double at(double[] x, double[] gradient) {
            Arrays.fill(gradient, 2);
            return 2 * Arrays.stream(x).sum();
          }
        };
    Curvature flat = Curvature.of(plane, somewhere(30), DEFAULTS);

    assertThat(flat.eigenvalues(3, 1).topValues()).containsExactly(0, 0, 0);
    assertThat(flat.eigenvalues(3, 1).cost().isSmooth()).isTrue();
    assertThat(flat.trace(3).trace()).isZero();
    assertThat(flat.density(2, 10).distribution(0)).isEqualTo(1);
    assertThat(flat.gradientNorm()).isCloseTo(2 * Math.sqrt(30), within(1e-12));
  }

  @Test
  void lossAlongALineIsTheLossThere() {
    double[] theta = somewhere(5);
    double[] direction = {0, 0, 0, 0, 2};
    Curvature curvature = Curvature.of(bowl(5), theta, DEFAULTS);
    LossLine line = curvature.along(direction, 0.5, 5);

    assertThat(line.points())
        .extracting(LossLine.Point::t)
        .containsExactly(-0.5, -0.25, 0.0, 0.25, 0.5);
    assertThat(line.slope()).isCloseTo(5 * theta[4], within(1e-12));
    assertThat(line.points().get(2).loss()).isEqualTo(curvature.loss());
    assertThat(line.points().get(4).loss())
        .isCloseTo(curvature.loss() + 0.5 * line.slope() + 5 * 0.125, within(1e-12));
  }

  @Test
  void sameSeedSameBitsAndAnotherSeedOthers() {
    Curvature curvature = Curvature.of(bowl(40), somewhere(40), DEFAULTS);
    double first = curvature.trace(7).trace();
    assertThat(curvature.trace(7).trace()).isEqualTo(first);
    assertThat(curvature.with(DEFAULTS.withSeed(5)).trace(101).trace())
        .isNotCloseTo(curvature.trace(101).trace(), within(1e-3));
  }

  @Test
  void progressIsToldAndCancellingHeard() {
    List<Progress> told = new ArrayList<>();
    CurvatureOptions telling = DEFAULTS.withProgress(told::add);
    Curvature curvature = Curvature.of(bowl(40), somewhere(40), telling);
    TraceEstimate trace = curvature.trace(6);

    assertThat(told).hasSize(6);
    assertThat(told.get(5).done()).isEqualTo(trace.cost().gradients());
    assertThat(told.get(5).share()).isEqualTo(1);
    Curvature cancelled = curvature.with(telling.withCancelled(() -> told.size() > 9));
    assertThatThrownBy(() -> cancelled.trace(100)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> cancelled.density(2, 9)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> cancelled.eigenvalues(1, 0)).isInstanceOf(CancellationException.class);
    assertThat(told).hasSize(10);
  }

  @Test
  void costIsBounded() {
    Counted loss = bowl(500);
    Curvature curvature =
        Curvature.of(loss, somewhere(500), DEFAULTS.withTolerance(1e-9).withMaxGradients(60));
    HessianEigenvalues found = curvature.eigenvalues(8, 0);
    assertThat(found.converged()).isFalse();
    assertThat(loss.gradients).isLessThanOrEqualTo(61);
    assertThat(found.top()).hasSize(8);
  }

  @Test
  void whatCannotBeIsRefused() {
    double[] nan = {1, Double.NaN, 2};
    assertThatThrownBy(() -> Curvature.of(bowl(3), nan, DEFAULTS))
        .hasMessage("theta is NaN at parameter 1");
    assertThatThrownBy(() -> Curvature.of(bowl(4), new double[3], DEFAULTS))
        .hasMessage("the loss has 4 parameters, theta 3");
    Curvature curvature = Curvature.of(bowl(3), new double[3], DEFAULTS);
    assertThatThrownBy(() -> curvature.within(ParameterBlock.of("fc", 1, 4)))
        .hasMessage("block fc ends at parameter 4 of 3");
    assertThatThrownBy(() -> curvature.trace(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> curvature.density(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> curvature.eigenvalues(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> curvature.along(new double[3], 1, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ParameterBlock.of("none", 3, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DEFAULTS.withTolerance(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatItCostIsSingularWhereItIsOne() {
    assertThat(new StepCheck(1, 1, 0, 0)).hasToString("1 gradient, smooth in 1 direction");
    assertThat(new StepCheck(1, 0, 0, 0)).hasToString("1 gradient, smooth in 0 directions");
  }
}
