package io.github.weightwatcher4j.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {

  @Test
  void eigenvaluesAreSortedAndCopiedInAndOut() {
    double[] given = {3, 1, 2};
    Spectrum spectrum = Spectrum.of(given);
    given[0] = 99;
    spectrum.toArray()[0] = 99;
    assertThat(spectrum.toArray()).containsExactly(1, 2, 3);
    assertThat(spectrum.values().toArray()).containsExactly(1, 2, 3);
    assertThat(spectrum.eigenvalue(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-300, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoEigenvalueIsRefused(double value) {
    assertThatThrownBy(() -> Spectrum.of(1, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(value));
  }

  @Test
  void sumsAndExtremesAreAsByHand() {
    Spectrum spectrum = Spectrum.of(1, 2, 5);
    assertThat(spectrum.sum()).isEqualTo(8);
    assertThat(spectrum.mean()).isEqualTo(8 / 3.0);
    assertThat(spectrum.min()).isEqualTo(1);
    assertThat(spectrum.max()).isEqualTo(5);
  }

  @Test
  void anEmptySpectrumHasZerosForAnswers() {
    Spectrum empty = Spectrum.of();
    assertThat(new double[] {empty.sum(), empty.mean(), empty.min(), empty.max()}).containsOnly(0);
    assertThat(empty.size()).isZero();
    assertThat(empty.above(0)).isEqualTo(empty);
  }

  @Test
  void smallValuesAreNotLostInTheSumOfLargeOnes() {
    double[] values = new double[10_001];
    Arrays.fill(values, 1e-16);
    values[0] = 1;
    assertThat(Spectrum.of(values).sum()).isEqualTo(1 + 1e-12);
  }

  @Test
  void aCutoffLeavesOutWhatEqualsItAndABoundCountsWhatIsBelow() {
    Spectrum spectrum = Spectrum.of(0, 1, 2, 2, 3);
    assertThat(spectrum.above(2).toArray()).containsExactly(3);
    assertThat(spectrum.above(0).toArray()).containsExactly(1, 2, 2, 3);
    assertThat(spectrum.above(3).size()).isZero();
    assertThat(spectrum.countBelow(2)).isEqualTo(2);
    assertThat(spectrum.countBelow(0)).isZero();
    assertThat(spectrum.countBelow(9)).isEqualTo(5);
  }

  @Test
  void poolingMergesAndScalingMultiplies() {
    Spectrum pooled = Spectrum.pooled(List.of(Spectrum.of(1, 4), Spectrum.of(), Spectrum.of(2)));
    assertThat(pooled).isEqualTo(Spectrum.of(1, 2, 4)).hasSameHashCodeAs(Spectrum.of(4, 2, 1));
    assertThat(pooled.scaled(0.5)).isEqualTo(Spectrum.of(0.5, 1, 2));
    assertThat(pooled.scaled(0).max()).isZero();
    assertThatThrownBy(() -> pooled.scaled(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pooled.scaled(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(pooled).hasToString("3 eigenvalues in [1.00000, 4.00000]");
  }

  @Test
  void theLargestCanBeSetAside() {
    Spectrum spectrum = Spectrum.of(3, 1, 2, 5);
    assertThat(spectrum.withoutLargest(0)).isEqualTo(spectrum);
    assertThat(spectrum.withoutLargest(3)).isEqualTo(Spectrum.of(1));
    assertThat(spectrum.withoutLargest(9).size()).isZero();
    assertThatThrownBy(() -> spectrum.withoutLargest(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be >= 0 but was -1");
  }
}
