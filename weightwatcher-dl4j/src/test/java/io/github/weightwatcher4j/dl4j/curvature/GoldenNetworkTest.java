package io.github.weightwatcher4j.dl4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.HessianEigenvalues;
import io.github.weightwatcher4j.dl4j.generalization.Golden;
import org.junit.jupiter.api.Test;

/** A network whose whole Hessian PyTorch has: the values are those of theory/curvature.json. */
class GoldenNetworkTest {

  @Test
  void curvatureIsThatOfPyTorch() {
    Golden golden = Golden.of("tanh");
    Curvature curvature =
        NetworkLoss.of(golden.trainedWithoutPenalty(), golden.data())
            .curvature(CurvatureOptions.defaults().withTolerance(1e-5));
    HessianEigenvalues found = curvature.eigenvalues(5, 0);

    assertThat(curvature.loss()).isCloseTo(0.02190368271953672, within(1e-12));
    assertThat(curvature.gradientNorm()).isCloseTo(0.013938080668618135, within(1e-12));
    assertThat(found.topValues())
        .containsExactly(
            new double[] {
              0.6448621355772381,
              0.49360611073669514,
              0.4215972248471788,
              0.328424162622662,
              0.2669979491181369
            },
            within(2e-6)); // 1e-5 of the smallest
    assertThat(found.cost().isSmooth()).isTrue();
  }
}
