package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapFitsTest {

  private static PowerLawFit fit(double alpha, double xMin, double distance, int tailSize) {
    return new PowerLawFit(alpha, 0.1, xMin, 1000, distance, tailSize);
  }

  /** alpha = 2.01 ... 2.39, xMin = 1 ... 39, in another order. */
  private static final List<PowerLawFit> FITS =
      IntStream.rangeClosed(1, 39)
          .map(i -> 17 * i % 39 + 1)
          .mapToObj(i -> fit(2 + 0.01 * i, i, 0.1, 50))
          .toList();

  @ParameterizedTest
  @CsvSource({"0.95, 1, 39", "0.5, 10, 30", "0.9, 2, 38"})
  void theIntervalLiesBetweenQuantiles(double level, double low, double high) {
    AlphaInterval interval = new BootstrapFits(fit(2.2, 20, 0.1, 50), FITS).interval(level);
    assertThat(interval.alphaLow()).isCloseTo(2 + 0.01 * low, within(1e-12));
    assertThat(interval.alphaHigh()).isCloseTo(2 + 0.01 * high, within(1e-12));
    assertThat(interval.xMinLow()).isCloseTo(low, within(1e-12));
    // As far up, by a factor, as from 20 down to the lower quantile.
    assertThat(interval.xMinHigh()).isCloseTo(400 / low, within(1e-10));
    assertThat(interval.level()).isEqualTo(level);
    assertThat(interval.resamples()).isEqualTo(39);
  }

  @Test
  void tooFewFitsHaveNoSuchQuantiles() {
    BootstrapFits fits = new BootstrapFits(fit(2.2, 20, 0.1, 50), FITS.subList(0, 38));
    assertThatThrownBy(() -> fits.interval(0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an interval at level 0.95 needs 39 resampled fits but there are 38");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void aLevelIsBetweenNoneAndAll(double level) {
    BootstrapFits fits = new BootstrapFits(fit(2.2, 20, 0.1, 50), FITS);
    assertThatThrownBy(() -> fits.interval(level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level must be in (0, 1) but was " + level);
  }

  @Test
  void thePValueCountsSamplesAsFarFromTheirLawForTheirSize() {
    PowerLawFit observed = fit(2, 1, 0.1, 100); // sqrt(n) D = 1
    List<PowerLawFit> resampled =
        List.of(
            fit(2, 1, 0.1, 100), // 1: as far
            fit(2, 1, 0.15, 36), // 0.9
            fit(2, 1, 0.09, 144), // 1.08: farther
            fit(2, 1, 0.05, 400)); // 1: as far
    PowerLawTest test = new BootstrapFits(observed, resampled).test();
    assertThat(test.pValue()).isEqualTo(4 / 5.0);
    assertThat(test.statistic()).isCloseTo(1, within(1e-15));
    assertThat(test.simulations()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 3, 1, 2",
    "0.95, 1, 3, 1, 2",
    "0.95, 3, 2, 1, 2",
    "0.95, 2, 3, 0, 2",
    "0.95, 2, 3, 2, 1",
    "0.95, NaN, 3, 1, 2"
  })
  void anIntervalOutOfItsDomainCannotBeMade(
      double level, double alphaLow, double alphaHigh, double xMinLow, double xMinHigh) {
    assertThatThrownBy(() -> new AlphaInterval(level, alphaLow, alphaHigh, xMinLow, xMinHigh, 39))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1.1, 1", "NaN, 1", "0.5, -1", "0.5, NaN"})
  void aTestOutOfItsDomainCannotBeMade(double pValue, double statistic) {
    assertThatThrownBy(() -> new PowerLawTest(pValue, statistic, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
