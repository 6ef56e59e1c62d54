package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelSpacingsTest {

  private static final DoubleUnaryOperator WIGNER = new WignerSurmise(1)::cdf;

  @Test
  void noiseHasSpacingsOfWignersSurmise() {
    LevelSpacings spacings = of(NoiseSpectra.of(5, 1500, 1000));

    // 979 spacings, less scattered than independent ones: 1.36 / sqrt(979) = 0.043.
    assertThat(spacings.distance(WIGNER)).isLessThan(0.043);
    assertThat(spacings.distance(LevelSpacingsTest::poisson)).isGreaterThan(0.15);
    assertThat(spacings.meanRatio()).isCloseTo(0.5307, within(0.024)); // 3 * 0.25 / sqrt(979)
  }

  @Test
  void independentNumbersHaveSpacingsOfPoisson() {
    SplittableRandom random = new SplittableRandom(9);
    LevelSpacings spacings = of(Spectrum.of(random.doubles(1000).toArray()));

    assertThat(spacings.distance(LevelSpacingsTest::poisson))
        .isLessThan(0.043 + 0.011); // as said of unfolding
    assertThat(spacings.distance(WIGNER)).isGreaterThan(0.15);
    assertThat(spacings.meanRatio()).isCloseTo(0.3863, within(0.025)); // 3 * 0.26 / sqrt(979)
  }

  @Test
  void spacingsOfSeveralMatricesInOneFollowTheSurmiseForAsMany() {
    LevelSpacings spacings = of(NoiseSpectra.pooled(7, 600, 400, 3));

    assertThat(spacings.distance(new WignerSurmise(3)::cdf)).isLessThan(0.043);
    assertThat(spacings.distance(WIGNER)).isGreaterThan(0.1);
    assertThat(spacings.distance(LevelSpacingsTest::poisson)).isGreaterThan(0.043);
  }

  @Test
  void meanSpacingIsOneAndScaleDoesNotMatter() {
    Spectrum spectrum = NoiseSpectra.of(2, 300, 200);

    LevelSpacings spacings = of(spectrum);

    assertThat(spacings.values().average().orElseThrow()).isCloseTo(1, within(1e-12)); // rounding
    assertThat(spacings.size()).isEqualTo(199 - 20);
    // A power of two changes no digit.
    assertThat(of(spectrum.scaled(0x1p-40)).values().toArray())
        .containsExactly(spacings.values().toArray());
  }

  @Test
  void equallySpacedValuesHaveSpacingsOfOne() {
    double[] squares = IntStream.rangeClosed(1, 100).mapToDouble(i -> (double) i * i).toArray();

    LevelSpacings spacings = of(Spectrum.of(squares));

    assertThat(spacings.values().toArray()).containsOnly(1.0);
    assertThat(spacings.meanRatio()).isEqualTo(1);
  }

  @Test
  void aSpacingIsMeasuredByTheMeanOfTheTwentyOneAboutIt() {
    double[] levels = new SplittableRandom(3).doubles(60, 1, 2).sorted().toArray();
    LevelSpacings spacings = of(Spectrum.of(Arrays.stream(levels).map(v -> v * v).toArray()));
    double[] expected = new double[39];
    double ratios = 0;
    for (int i = 10; i < 49; i++) {
      double around = 0;
      for (int j = i - 10; j <= i + 10; j++) {
        around += (levels[j + 1] - levels[j]) / 21;
      }
      double gap = levels[i + 1] - levels[i];
      double next = levels[i + 2] - levels[i + 1];
      expected[i - 10] = gap / around;
      ratios += Math.min(gap / next, next / gap) / 39;
    }
    double mean = Arrays.stream(expected).average().orElseThrow();
    assertThat(spacings.values().toArray())
        .usingComparatorWithPrecision(1e-10) // rounding of gaps of some thousandths
        .containsExactly(Arrays.stream(expected).map(s -> s / mean).sorted().toArray());
    assertThat(spacings.meanRatio()).isCloseTo(ratios, within(1e-10));
  }

  @Test
  void distanceIsTheLargerOfBothSidesOfTheStep() {
    double[] squares = IntStream.rangeClosed(1, 100).mapToDouble(i -> (double) i * i).toArray();
    LevelSpacings ones = of(Spectrum.of(squares));
    // All spacings are 1: the step goes from 0 to 1, past the law's value there.
    assertThat(ones.distance(s -> 0.9)).isEqualTo(0.9);
    assertThat(ones.distance(s -> 0.25)).isEqualTo(0.75);
  }

  @Test
  void zerosRepetitionsAndTooFewValuesHaveNoSpacings() {
    assertThat(LevelSpacings.of(Spectrum.of())).isEmpty();
    assertThat(LevelSpacings.of(Spectrum.of(new double[200]))).isEmpty();
    assertThat(LevelSpacings.of(Spectrum.of(IntStream.range(0, 200).mapToDouble(i -> 3).toArray())))
        .isEmpty();
    assertThat(LevelSpacings.of(Spectrum.of(IntStream.range(1, 41).asDoubleStream().toArray())))
        .isEmpty();
    assertThat(LevelSpacings.of(Spectrum.of(IntStream.range(1, 42).asDoubleStream().toArray())))
        .isPresent();
  }

  private static LevelSpacings of(Spectrum spectrum) {
    return LevelSpacings.of(spectrum).orElseThrow();
  }

  private static double poisson(double s) {
    return -Math.expm1(-s);
  }
}
