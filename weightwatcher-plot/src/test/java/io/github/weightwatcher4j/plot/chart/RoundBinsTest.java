package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundBinsTest {

  @Test
  void aValueOnAnEdgeIsInTheBinOnItsRight() {
    RoundBins bins = RoundBins.over(0, 8);

    assertThat(bins).isEqualTo(new RoundBins(0, 1, 9));
    assertThat(bins.counts(0, 1, 1.5, 8)).containsExactly(1, 2, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void everyValueIsCountedOnce() {
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 1; n < 300; n++) {
      double scale = Math.pow(10, random.nextInt(-6, 7));
      double[] values = random.doubles(n, -scale, scale).toArray();

      RoundBins bins = RoundBins.over(values);

      assertThat(Arrays.stream(bins.counts(values)).sum()).isEqualTo(n);
      assertThat(bins.count()).isLessThanOrEqualTo(91);
    }
  }

  @Test
  void equalValuesAndNoValuesHaveOneBin() {
    assertThat(RoundBins.over(3, 3, 3)).isEqualTo(new RoundBins(3, 1, 1));
    assertThat(RoundBins.over()).isEqualTo(new RoundBins(0, 1, 1));
  }

  @Test
  void sharesOfAnOutlineAddUpToOne() {
    double[] values = {1, 1, 2, 3, 5, 8, 13, 21};

    RoundBins bins = RoundBins.over(values);

    double sum = 0;
    var outline = bins.outline(values);
    for (int i = 1; i < outline.size() - 1; i += 2) {
      sum += outline.get(i).y();
    }
    assertThat(sum).isCloseTo(1, within(1e-15)); // eighths, exact but for their sum
    assertThat(outline.get(0)).isEqualTo(new Mark.Point(0, 0));
  }

  @Test
  void whatLiesOutsideOrIsNotFiniteIsNamed() {
    assertThatThrownBy(() -> new RoundBins(0, 1, 2).counts(2.5)).hasMessageContaining("2.5");
    assertThatThrownBy(() -> RoundBins.over(1, Double.NaN)).hasMessageContaining("finite");
  }
}
