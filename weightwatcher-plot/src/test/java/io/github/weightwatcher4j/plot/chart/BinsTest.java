package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinsTest {

  private final double[] values = new SplittableRandom(4).doubles(500, 0.01, 100).toArray();

  @Test
  void everyValueIsCountedOnce() {
    assertThat(Bins.linear(values).count(values, 500).mass()).isCloseTo(1, within(1e-12));
    assertThat(Bins.logarithmic(values).count(values, 500).mass()).isCloseTo(1, within(1e-12));
    assertThat(Bins.logarithmic(values, 3, 70).count(values, 1000).mass())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void splitsAreEdgesToTheLastDigitAndBelongToTheRight() {
    Bins bins = Bins.logarithmic(values, values[10], 1e9);

    assertThat(bins.edges()).contains(values[10]).isSorted().doesNotContain(1e9);
    long below = java.util.stream.DoubleStream.of(values).filter(v -> v < values[10]).count();
    assertThat(bins.count(values, 500).below(values[10]).mass())
        .isCloseTo(below / 500.0, within(1e-12));
  }

  @Test
  void intervalsOfALogarithmicAxisHaveOneRatio() {
    List<Double> edges = Bins.logarithmic(values).edges();

    double ratio = edges.get(1) / edges.get(0);
    for (int i = 1; i < edges.size(); i++) {
      assertThat(edges.get(i) / edges.get(i - 1)).isCloseTo(ratio, within(1e-9));
    }
    assertThat(edges).hasSize(35); // ceil(1.5 sqrt(500)) intervals
  }

  @Test
  void oneValueFarOutLeavesTheOthersTheirBins() {
    double[] far = values.clone();
    far[0] = 1e5;

    assertThat(Bins.linear(far).edges()).hasSize(101); // at most 100 intervals
  }

  @Test
  void equalValuesHaveOneBinAroundThem() {
    assertThat(Bins.linear(4, 4, 4).edges()).containsExactly(3.8, 4.2);
    assertThat(Bins.linear(0, 0).edges()).containsExactly(-0.5, 0.5);
    assertThat(Bins.logarithmic(new double[] {5, 5}).count(new double[] {5, 5}, 2).mass())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void nothingToCountHasNoBins() {
    assertThat(Bins.linear().edges()).isEmpty();
    assertThat(Bins.logarithmic(new double[] {0, -1}).count(new double[] {0, -1}, 2).bars())
        .isEmpty();
  }

  @Test
  void theWholeIsNoLessThanWhatIsCounted() {
    assertThatThrownBy(() -> Bins.linear(1, 2).count(new double[] {1, 2}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("total must be positive and at least 2 but was 1");
  }
}
