package io.github.weightwatcher4j.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrendTest {

  private static final double ROUNDING = 1e-12; // of sums of up to 40 terms of order 1

  @Test
  void fourPointsByHand() {
    // means 2.5 and 3.5; Sxx = 5, Sxy = 7, Syy = 13: slope 7/5, SSE = 13 - 49/5 = 3.2
    Trend trend = Trend.of(new double[] {1, 2, 3, 4}, new double[] {1, 4, 3, 6});
    TrendLine line = trend.line().orElseThrow();

    assertThat(line.slope()).isCloseTo(1.4, within(ROUNDING));
    assertThat(line.intercept()).isCloseTo(0, within(ROUNDING));
    assertThat(line.rSquared().orElseThrow()).isCloseTo(49.0 / 65, within(ROUNDING));
    assertThat(line.rmse()).isCloseTo(Math.sqrt(0.8), within(ROUNDING));
    assertThat(line.slopeError().orElseThrow()).isCloseTo(Math.sqrt(3.2 / 2 / 5), within(ROUNDING));
    // 5 of 6 pairs in order, 1 not; 1 + 3 of 24 orders have at most one pair out of order
    assertThat(trend.kendall().orElseThrow().tau()).isCloseTo(4.0 / 6, within(ROUNDING));
    assertThat(trend.kendall().orElseThrow().p()).isCloseTo(2 * 4 / 24.0, within(ROUNDING));
    assertThat(line.at(10)).isCloseTo(14, within(ROUNDING));
  }

  @Test
  void tauCountsTiesAsTauB() {
    // pairs: 2 concordant, 0 discordant, 1 tied in x: 2 / sqrt((3 - 1) * 3)
    Trend trend = Trend.of(new double[] {1, 1, 2}, new double[] {1, 2, 3});

    assertThat(trend.kendall().orElseThrow().tau()).isCloseTo(2 / Math.sqrt(6), within(ROUNDING));
  }

  @Test
  void residualsAreOrthogonalToOneAndToX() {
    SplittableRandom random = new SplittableRandom(11);
    for (int n = 3; n < 40; n++) {
      double[] x = random.doubles(n).toArray();
      double[] y = random.doubles(n).toArray();
      TrendLine line = Trend.of(x, y).line().orElseThrow();
      double one = 0;
      double withX = 0;
      for (int i = 0; i < n; i++) {
        one += y[i] - line.at(x[i]);
        withX += x[i] * (y[i] - line.at(x[i]));
      }
      assertThat(one).isCloseTo(0, within(ROUNDING));
      assertThat(withX).isCloseTo(0, within(ROUNDING));
    }
  }

  @Test
  void chanceHasAnEvenPValue() {
    // p of Kendall and of the slope below .1 in a tenth of 2,000 series of noise, 4 standard errors
    SplittableRandom random = new SplittableRandom(5);
    int kendall = 0;
    int slope = 0;
    for (int i = 0; i < 2000; i++) {
      int n = i % 2 == 0 ? 12 : KendallTau.EXACT + 20;
      double[] x = random.doubles(n).toArray();
      double[] y = new double[n];
      Arrays.setAll(y, k -> random.nextGaussian());
      Trend trend = Trend.of(x, y);
      kendall += trend.kendall().orElseThrow().p() < 0.1 ? 1 : 0;
      slope += trend.line().orElseThrow().slopeP().orElseThrow() < 0.1 ? 1 : 0;
    }
    // of 12 models tau has steps: 8.7 % lie below .1
    assertThat(kendall).isBetween(187 - 54, 187 + 54);
    assertThat(slope).isBetween(200 - 54, 200 + 54);
  }

  @Test
  void bootstrapAndStudentAgreeOnManyModels() {
    SplittableRandom random = new SplittableRandom(3);
    int n = 200;
    double[] x = random.doubles(n).toArray();
    double[] y = new double[n];
    Arrays.setAll(y, i -> 3 * x[i] + random.nextGaussian());
    TrendLine line = Trend.of(x, y).line().orElseThrow();
    TrendIntervals intervals = TrendIntervals.of(x, y, 2000, 1).orElseThrow();

    double half = 1.972 * line.slopeError().orElseThrow(); // Student's t of 198 degrees
    // the ends of 2,000 resamples have an error of about a twentieth of that, the variance of 400
    // too
    assertThat(intervals.slope().low()).isCloseTo(line.slope() - half, within(0.2 * half));
    assertThat(intervals.slope().high()).isCloseTo(line.slope() + half, within(0.2 * half));
    // the standard deviation of the noise is 1, that of an RMSE of it 1 / sqrt(2 n)
    double error = 1.96 / Math.sqrt(2 * n);
    assertThat(intervals.rmse().low()).isCloseTo(line.rmse() - error, within(0.25 * error));
    assertThat(intervals.rmse().high()).isCloseTo(line.rmse() + error, within(0.25 * error));
    assertThat(TrendIntervals.of(x, y, 2000, 1)).contains(intervals);
  }

  @Test
  void noLineThroughOneModelOrOneX() {
    assertThat(Trend.of(new double[] {1}, new double[] {2}).line()).isEmpty();
    assertThat(Trend.of(new double[] {}, new double[] {}).line()).isEmpty();
    Trend same = Trend.of(new double[] {1, 1}, new double[] {2, 3});
    assertThat(same.line()).isEmpty();
    assertThat(same.kendall()).isEmpty();
    assertThat(same.count()).isEqualTo(2);
  }

  @Test
  void numbersThatAreNoneOrDoNotMatchAreRefused() {
    assertThatThrownBy(() -> Trend.of(new double[] {1, Double.NaN}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number 1 was NaN");
    assertThatThrownBy(() -> Trend.of(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> TrendIntervals.of(new double[5], new double[5], 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 but was 0");
  }
}
