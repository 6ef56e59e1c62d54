package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanczosTest {

  private static final LanczosSettings SMALL = new LanczosSettings(6, 4, 1e-9, 0, 5000, 7, false);

  /** A diagonal in a random basis of reflections: its eigenvalues are known. */
  private static SymmetricOperator known(double... eigenvalues) {
    int n = eigenvalues.length;
    Random random = new Random(3);
    double[][] mirrors = new double[3][];
    for (int m = 0; m < mirrors.length; m++) {
      mirrors[m] = random.doubles(n, -1, 1).toArray();
      double norm = KrylovBasis.norm(mirrors[m]);
      mirrors[m] = Arrays.stream(mirrors[m]).map(x -> x / norm).toArray();
    }
    return new SymmetricOperator() {
      @Override
      public int size() {
        return n;
      }

      @Override
      public void multiply(double[] x, double[] y) {
        System.arraycopy(x, 0, y, 0, n);
        for (int m = 0; m < mirrors.length; m++) {
          KrylovBasis.addTo(y, -2 * KrylovBasis.dot(mirrors[m], y), mirrors[m]);
        }
        for (int i = 0; i < n; i++) {
          y[i] *= eigenvalues[i];
        }
        for (int m = mirrors.length - 1; m >= 0; m--) {
          KrylovBasis.addTo(y, -2 * KrylovBasis.dot(mirrors[m], y), mirrors[m]);
        }
      }
    };
  }

  private static ExtremeEigenvalues find(SymmetricOperator operator, LanczosSettings settings) {
    return Lanczos.of(operator, settings, () -> false);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "9, 3", "60, 4", "200, 5"})
  void endsOfARandomMatrixAreThoseOfItsDecomposition(int n, long seed) {
    Random random = new Random(seed);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextGaussian();
        a[j][i] = a[i][j];
      }
    }
    double[] exact = new EigenDecomposition(new Array2DRowRealMatrix(a)).getRealEigenvalues();
    Arrays.sort(exact);
    SymmetricOperator operator =
        new SymmetricOperator() {
          @Override
          public int size() {
            return n;
          }

          @Override
          public void multiply(double[] x, double[] y) {
            IntStream.range(0, n).forEach(i -> y[i] = KrylovBasis.dot(a[i], x));
          }
        };

    ExtremeEigenvalues found = find(operator, SMALL);

    assertThat(found.converged()).isTrue();
    assertThat(found.top()).hasSize(Math.min(n, 6));
    assertThat(found.bottom()).hasSize(Math.min(n, 4));
    for (int i = 0; i < found.top().size(); i++) {
      assertThat(found.topValues()[i]).isCloseTo(exact[n - 1 - i], within(1e-8)); // of 35
    }
    for (int i = 0; i < found.bottom().size(); i++) {
      assertThat(found.bottomValues()[i]).isCloseTo(exact[i], within(1e-8));
    }
    assertVectors(operator, found);
  }

  /** What a residual says is what a product says. */
  private static void assertVectors(SymmetricOperator operator, ExtremeEigenvalues found) {
    for (ExtremeEigenvalues.Pair pair : found.top()) {
      double[] x = pair.vector();
      double[] y = new double[x.length];
      operator.multiply(x, y);
      KrylovBasis.addTo(y, -pair.value(), x);
      assertThat(KrylovBasis.norm(x)).isCloseTo(1, within(1e-12));
      assertThat(KrylovBasis.norm(y)).isCloseTo(pair.residual(), within(1e-12 * x.length));
    }
  }

  @Test
  void restartsFindWhatALargeBasisFinds() {
    double[] eigenvalues = IntStream.range(0, 800).mapToDouble(i -> Math.log1p(i)).toArray();
    SymmetricOperator operator = known(eigenvalues);

    ExtremeEigenvalues restarted =
        find(operator, new LanczosSettings(5, 0, 1e-8, 16, 5000, 1, false));
    ExtremeEigenvalues whole = find(operator, new LanczosSettings(5, 0, 1e-8, 400, 5000, 1, false));

    assertThat(restarted.converged()).isTrue();
    assertThat(restarted.products()).isGreaterThan(whole.products());
    for (int i = 0; i < 5; i++) {
      assertThat(whole.topValues()[i]).isCloseTo(Math.log(800 - i), within(1e-9));
      assertThat(restarted.topValues()[i]).isCloseTo(Math.log(800 - i), within(1e-9));
    }
    assertVectors(operator, restarted);
  }

  /** Five copies of 3, three of 2, and noise. */
  @ParameterizedTest
  @ValueSource(ints = {0, 40, 100})
  void copiesOfMultipleEigenvaluesAreFoundWhereAskedFor(int basis) {
    double[] rest = new Random(1).doubles(392, -1, 1).toArray();
    double[] all =
        DoubleStream.concat(DoubleStream.of(3, 3, 3, 3, 3, 2, 2, 2), Arrays.stream(rest)).toArray();
    LanczosSettings settings = new LanczosSettings(8, 0, 1e-9, basis, 5000, 5, true);

    ExtremeEigenvalues found = find(known(all), settings);

    assertThat(found.topValues())
        .containsExactly(new double[] {3, 3, 3, 3, 3, 2, 2, 2}, within(1e-8));
  }

  @Test
  void invariantSpacesAreLeftForOthers() {
    double[] few = new double[200];
    Arrays.fill(few, 0, 7, 1);

    assertThat(find(known(few), SMALL).topValues())
        .containsExactly(new double[] {1, 1, 1, 1, 1, 1}, within(1e-12));
    assertThat(find(known(few), SMALL).bottomValues())
        .containsExactly(new double[4], within(1e-12));
  }

  @Test
  void zeroAndIdentityNeedFewProducts() {
    double[] ones = new double[5000];
    Arrays.fill(ones, 1);
    ExtremeEigenvalues zero = find(known(new double[5000]), SMALL);
    ExtremeEigenvalues identity = find(known(ones), SMALL);

    assertThat(zero.topValues()).containsExactly(new double[6]);
    assertThat(zero.bottomValues()).containsExactly(new double[4]);
    assertThat(zero.converged()).isTrue();
    assertThat(zero.products()).isLessThan(20);
    assertThat(identity.topValues())
        .containsExactly(new double[] {1, 1, 1, 1, 1, 1}, within(1e-12));
    assertThat(identity.products()).isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-150, 1e-8, 1, 1e150})
  void eigenvaluesScaleWithTheOperator(double scale) {
    double[] eigenvalues = IntStream.range(0, 100).mapToDouble(i -> scale * i * i).toArray();
    ExtremeEigenvalues found = find(known(eigenvalues), SMALL);
    assertThat(found.topValues()[0] / scale).isCloseTo(99 * 99, within(1e-6));
    assertThat(found.topValues()[5] / scale).isCloseTo(94 * 94, within(1e-6));
  }

  @Test
  void whereTheProductsDoNotSufficeItSaysSo() {
    double[] eigenvalues = IntStream.range(0, 3000).mapToDouble(i -> i).toArray();
    ExtremeEigenvalues found =
        find(known(eigenvalues), new LanczosSettings(10, 0, 1e-9, 0, 15, 1, false));
    assertThat(found.converged()).isFalse();
    assertThat(found.products()).isEqualTo(15);
    assertThat(found.top()).hasSize(10);
    assertThat(found.top().get(9).residual()).isGreaterThan(1e-6);
  }

  @Test
  void sameSeedSameBits() {
    double[] eigenvalues = new Random(9).doubles(500).toArray();
    assertThat(find(known(eigenvalues), SMALL).topValues())
        .containsExactly(find(known(eigenvalues), SMALL).topValues());
  }

  @Test
  void nanIsRefusedAndCancellingIsHeard() {
    assertThatThrownBy(() -> find(known(1, Double.NaN, 2), SMALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> Lanczos.of(known(1, 2), SMALL, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void quadratureIsExactForPolynomials() {
    double[] eigenvalues = new Random(2).doubles(80, -1, 2).toArray();
    SymmetricOperator operator = known(eigenvalues);
    double[] start = new Random(4).doubles(80, -1, 1).toArray();
    LanczosQuadrature quadrature = LanczosQuadrature.of(operator, start, 5, () -> false);

    double[] power = start.clone();
    for (int degree = 0; degree <= 9; degree++) {
      int d = degree;
      double exact = KrylovBasis.dot(start, power) / KrylovBasis.dot(start, start);
      double sum =
          IntStream.range(0, quadrature.size())
              .mapToDouble(i -> quadrature.weight(i) * Math.pow(quadrature.node(i), d))
              .sum();
      assertThat(sum).isCloseTo(exact, within(1e-12 * Math.pow(2, degree)));
      double[] next = new double[80];
      operator.multiply(power, next);
      power = next;
    }
  }

  @Test
  void quadratureEndsWhereTheSpaceDoes() {
    double[] start = new Random(4).doubles(50, -1, 1).toArray();
    LanczosQuadrature zero = LanczosQuadrature.of(known(new double[50]), start, 9, () -> false);
    assertThat(zero.size()).isEqualTo(1);
    assertThat(zero.node(0)).isZero();
    assertThat(zero.weight(0)).isEqualTo(1);
    assertThat(LanczosQuadrature.of(known(4), new double[] {-2}, 9, () -> false).node(0))
        .isEqualTo(4);
  }
}
