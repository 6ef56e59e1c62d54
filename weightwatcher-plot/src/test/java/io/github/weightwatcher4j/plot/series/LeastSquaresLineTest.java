package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.plot.chart.Mark.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeastSquaresLineTest {

  private static final double ROUNDING = 1e-12; // of sums of up to 40 terms of order 1

  @Test
  void fourPointsByHand() {
    // means 2.5 and 3.5; Sxx = 5, Sxy = 7, Syy = 13: slope 7/5, SSE = 13 - 49/5 = 3.2
    LeastSquaresLine line =
        LeastSquaresLine.of(
                List.of(new Point(1, 1), new Point(2, 4), new Point(3, 3), new Point(4, 6)))
            .orElseThrow();

    assertThat(line.slope()).isCloseTo(1.4, within(ROUNDING));
    assertThat(line.intercept()).isCloseTo(0, within(ROUNDING));
    assertThat(line.rSquared().orElseThrow()).isCloseTo(49.0 / 65, within(ROUNDING));
    assertThat(line.rmse()).isCloseTo(Math.sqrt(0.8), within(ROUNDING));
    // 5 of 6 pairs in order, 1 not
    assertThat(line.tau().orElseThrow()).isCloseTo(4.0 / 6, within(ROUNDING));
    assertThat(line.at(10)).isCloseTo(14, within(ROUNDING));
  }

  @Test
  void tauCountsTiesAsTauB() {
    // pairs: 2 concordant, 0 discordant, 1 tied in x: 2 / sqrt((3 - 1) * 3)
    LeastSquaresLine line =
        LeastSquaresLine.of(List.of(new Point(1, 1), new Point(1, 2), new Point(2, 3)))
            .orElseThrow();

    assertThat(line.tau().orElseThrow()).isCloseTo(2 / Math.sqrt(6), within(ROUNDING));
  }

  @Test
  void agreesWithNormalEquationsAndPairsOnRandomPoints() {
    SplittableRandom random = new SplittableRandom(11);
    for (int run = 0; run < 50; run++) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < 3 + run % 38; i++) {
        points.add(new Point(random.nextGaussian(), random.nextGaussian()));
      }
      LeastSquaresLine line = LeastSquaresLine.of(points).orElseThrow();

      double inLine = 0; // residuals are orthogonal to 1 and to x
      double inX = 0;
      double squares = 0;
      int order = 0;
      for (Point p : points) {
        double residual = p.y() - line.at(p.x());
        inLine += residual;
        inX += residual * p.x();
        squares += residual * residual;
        for (Point q : points) {
          order += (int) (Math.signum(p.x() - q.x()) * Math.signum(p.y() - q.y()));
        }
      }
      int n = points.size();
      assertThat(inLine).isCloseTo(0, within(1e-10)); // cancellation of 40 terms, small slopes
      assertThat(inX).isCloseTo(0, within(1e-10));
      assertThat(line.rmse()).isCloseTo(Math.sqrt(squares / n), within(1e-10));
      assertThat(line.tau().orElseThrow())
          .isCloseTo((double) order / (n * (n - 1)), within(ROUNDING));
    }
  }

  @Test
  void thereIsNoLineThroughOnePointOrAnUprightOne() {
    assertThat(LeastSquaresLine.of(List.of(new Point(1, 2)))).isEmpty();
    assertThat(LeastSquaresLine.of(List.of(new Point(1, 2), new Point(1, 3)))).isEmpty();
  }

  @Test
  void equalErrorsHaveALineButNoOrder() {
    LeastSquaresLine line =
        LeastSquaresLine.of(List.of(new Point(1, 2), new Point(3, 2), new Point(4, 2)))
            .orElseThrow();

    assertThat(line.slope()).isZero();
    assertThat(line.rSquared()).isEmpty();
    assertThat(line.tau()).isEmpty();
    assertThat(line.rmse()).isZero();
  }
}
