package io.github.weightwatcher4j.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErgConditionTest {

  @Test
  void theEigenvalueThatDropsTheDeterminantBelowOneIsTheLast() {
    // The mean is 2; the products from the largest down are 4, 8, 8, 4, 1.875 and 0.0586.
    assertThat(of(0, 0, 0.0625, 0.9375, 1, 2, 4, 8)).contains(new ErgCondition(6, 0.0625));
  }

  @Test
  void aZeroEndsTheTail() {
    assertThat(of(0, 0, 0, 5)).contains(new ErgCondition(2, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 1e-300, 0.1})
  void equalEigenvaluesAreOneTail(double value) {
    double[] equal = new double[5000];
    Arrays.fill(equal, value);
    assertThat(of(equal)).contains(new ErgCondition(5000, value));
  }

  @Test
  void aSpectrumOfZerosHasNoTail() {
    assertThat(of(0, 0, 0)).isEmpty();
    assertThat(of()).isEmpty();
    assertThat(of(4)).contains(new ErgCondition(1, 4));
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void productsInExactArithmeticFindTheSameTail(Spectra kind) {
    for (int size : new int[] {2, 17, 300}) {
      double[] values = kind.sample(size, size);
      assertThat(of(values).orElseThrow().tailSize()).as("%d", size).isEqualTo(byProducts(values));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-3, 7, 1e12})
  void theTailIsTheSameForEveryScale(double scale) {
    double[] values = Spectra.BULK_AND_TAIL.sample(11, 400);
    ErgCondition one = of(values).orElseThrow();
    ErgCondition scaled = of(Arrays.stream(values).map(x -> x * scale).toArray()).orElseThrow();
    assertThat(scaled.tailSize()).isEqualTo(one.tailSize());
    // One rounding for the product.
    assertThat(scaled.eigenvalue() / scale)
        .isCloseTo(one.eigenvalue(), within(1e-15 * one.eigenvalue()));
  }

  @Test
  void manyEigenvaluesDoNotOverflow() {
    // 6000 values of 1.5 and 6000 of 0.5, mean 1: 1.5^6000 is beyond a double.
    double[] values = new double[12_000];
    Arrays.fill(values, 0, 6000, 0.5);
    Arrays.fill(values, 6000, 12_000, 1.5);
    int halves = (int) Math.floor(6000 * Math.log(1.5) / Math.log(2));
    assertThat(of(values).orElseThrow().tailSize()).isEqualTo(6000 + halves + 1);
  }

  @Test
  void refusesWhatIsNoTail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErgCondition(0, 1))
        .withMessageContaining("tailSize must be >= 1 but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErgCondition(1, Double.NaN))
        .withMessageContaining("NaN");
  }

  private static Optional<ErgCondition> of(double... values) {
    return ErgCondition.of(Spectrum.of(values));
  }

  /** The definition word by word, with products of 60 digits. */
  private static int byProducts(double[] ascending) {
    MathContext digits = new MathContext(60);
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : ascending) {
      sum = sum.add(new BigDecimal(value));
    }
    BigDecimal mean = sum.divide(new BigDecimal(ascending.length), digits);
    BigDecimal product = BigDecimal.ONE;
    int size = 0;
    while (size < ascending.length && product.compareTo(BigDecimal.ONE) >= 0) {
      size++;
      BigDecimal value = new BigDecimal(ascending[ascending.length - size]);
      product = product.multiply(value.divide(mean, digits), digits);
    }
    return size;
  }
}
