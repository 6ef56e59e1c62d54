package io.github.weightwatcher4j.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetolLayerTest {

  private static final FailedFit NONE = new FailedFit("no law");

  /** The mean is 2; the ERG tail has six eigenvalues, from 1/16 on. */
  private static final Spectrum EIGHT = Spectrum.of(0, 0, 0.0625, 0.9375, 1, 2, 4, 8);

  @Test
  void aLayerWithoutAPowerLawHasTheErgTailOnly() {
    SetolLayer layer = SetolLayer.of(EIGHT, NONE).orElseThrow();
    assertThat(layer.erg().size()).isEqualTo(6);
    assertThat(layer.powerLaw()).isEmpty();
    assertThat(layer.delta()).isEmpty();
    assertThat(layer.logRatio()).isEmpty();
    assertThat(layer.sizeDifference()).isEmpty();
    assertThat(layer.erg().qualities())
        .containsOnlyKeys(LogQuality.BULK_AND_SPIKES, LogQuality.FREE_CAUCHY);
  }

  @Test
  void aZeroLayerHasNothing() {
    assertThat(SetolLayer.of(Spectrum.of(0, 0, 0), NONE)).isEmpty();
    assertThat(SetolLayer.of(Spectrum.of(), NONE)).isEmpty();
  }

  @Test
  void aTailOfOneEigenvalueHasNoCumulants() {
    SetolTail one = SetolTail.of(EIGHT, 1, OptionalDouble.of(3));
    assertThat(one.cumulants()).isEmpty();
    assertThat(one.generalizedNorm()).isEmpty();
    assertThat(one.quality(LogQuality.LEVY_WIGNER).orElseThrow())
        .isCloseTo(2 * Math.log10(4), within(1e-15));
    assertThat(one.quality(LogQuality.INVERSE_MARCHENKO_PASTUR)).hasValue(0);
    assertThat(one.share()).isEqualTo(0.5);
    assertThat(one.traceLog().orElseThrow()).isCloseTo(Math.log(4), within(1e-15));
  }

  @Test
  void aZeroInTheTailLeavesNoTraceLogNoRatioAndNoInverseMarchenkoPastur() {
    // The ERG condition of (0, 0, 5) takes the first zero, which ends its tail.
    Spectrum spectrum = Spectrum.of(0, 0, 5);
    PowerLawFit fit = new PowerLawFit(2, 0.5, 5, 5, 0.1, 2);
    SetolLayer layer = SetolLayer.of(spectrum, fit).orElseThrow();
    assertThat(layer.erg().size()).isEqualTo(2);
    assertThat(layer.erg().traceLog()).isEmpty();
    assertThat(layer.logRatio()).isEmpty();
    assertThat(layer.delta()).hasValue(5);
    assertThat(layer.erg().quality(LogQuality.INVERSE_MARCHENKO_PASTUR)).isEmpty();
  }

  @Test
  void handMadeTailsHaveTheNumbersOfTheirDefinitions() {
    PowerLawFit fit = new PowerLawFit(3, 0.5, 1, 8, 0.1, 4);
    SetolLayer layer = SetolLayer.of(EIGHT, fit).orElseThrow();
    SetolTail tail = layer.powerLaw().orElseThrow();
    assertThat(tail.rescaled()).containsExactly(0.5, 1, 2, 4);
    assertThat(layer.delta()).hasValue(1 - 0.0625);
    assertThat(layer.logRatio().orElseThrow()).isCloseTo(Math.log(16), within(1e-15));
    assertThat(layer.sizeDifference()).hasValue(-2);
    assertThat(tail.share()).isEqualTo(15 / 16.0);
    assertThat(tail.traceLog().orElseThrow()).isCloseTo(Math.log(4), within(1e-15));
    assertThat(tail.quality(LogQuality.BULK_AND_SPIKES).orElseThrow())
        .isCloseTo(Math.log10(7.5), within(1e-15));
    assertThat(tail.quality(LogQuality.INVERSE_MARCHENKO_PASTUR).orElseThrow())
        .isCloseTo(6 * Math.log10(8), within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 3, 1e12})
  void nothingButDeltaDependsOnTheScaleOfTheWeights(double scale) {
    double[] values = Spectra.BULK_AND_TAIL.sample(3, 300);
    SetolLayer one = layer(values, 1);
    SetolLayer scaled = layer(values, scale);
    assertThat(scaled.logRatio().orElseThrow())
        .isCloseTo(one.logRatio().orElseThrow(), within(1e-9));
    assertThat(scaled.sizeDifference()).isEqualTo(one.sizeDifference());
    for (LogQuality model : LogQuality.values()) {
      assertThat(scaled.powerLaw().orElseThrow().quality(model).orElseThrow())
          .isCloseTo(one.powerLaw().orElseThrow().quality(model).orElseThrow(), within(1e-9));
    }
    assertThat(scaled.erg().traceLog().orElseThrow())
        .isCloseTo(one.erg().traceLog().orElseThrow(), within(1e-9));
  }

  private static SetolLayer layer(double[] values, double scale) {
    double[] scaled = Arrays.stream(values).map(x -> x * scale).sorted().toArray();
    Spectrum spectrum = Spectrum.of(scaled);
    return SetolLayer.of(spectrum, TailLaw.POWER_LAW.fit(spectrum, scaled[200])).orElseThrow();
  }

  @Test
  void theTraceLogOfTheErgTailTurnsNegativeWithItsLastEigenvalue() {
    for (Spectra kind : Spectra.values()) {
      Spectrum spectrum = Spectrum.of(kind.sample(5, 200));
      SetolTail erg = SetolLayer.of(spectrum, NONE).orElseThrow().erg();
      if (erg.size() < 200) {
        assertThat(erg.traceLog().orElse(-1)).as("%s", kind).isNegative();
        SetolTail shorter = SetolTail.of(spectrum, erg.size() - 1, OptionalDouble.empty());
        assertThat(shorter.traceLog().orElseThrow()).as("%s", kind).isGreaterThanOrEqualTo(-1e-9);
      }
    }
  }

  @Test
  void quantilesOfTheIdealLawAreIdealAndOthersAreNot() {
    assertThat(ofQuantiles(2, 100, 162).isIdeal()).isTrue();
    assertThat(ofQuantiles(2, 100, 162).logRatio().orElseThrow()).isCloseTo(0, within(0.1));
    assertThat(ofQuantiles(1.5, 100, 162).isIdeal()).as("a heavier tail").isFalse();
    assertThat(ofQuantiles(2.75, 100, 162).isIdeal()).as("a lighter tail").isFalse();
    assertThat(ofQuantiles(2, 100, 2500).logRatio().orElseThrow()).isGreaterThan(Math.log(2));
    assertThat(ofQuantiles(2, 100, 2500).isIdeal()).as("another beginning").isFalse();
    assertThat(ofQuantiles(2, 15, 25).isIdeal()).as("too short a tail to tell").isFalse();
    assertThat(SetolLayer.of(EIGHT, NONE).orElseThrow().isIdeal()).as("no power law").isFalse();
  }

  /** A power law from 1 on above even values below 1, mean 1/2. */
  private static SetolLayer ofQuantiles(double alpha, int tail, int body) {
    DoubleStream below = IntStream.range(0, body).mapToDouble(i -> (i + 0.5) / body);
    DoubleStream beyond =
        IntStream.range(0, tail).mapToDouble(i -> Math.pow(1 - (i + 0.5) / tail, -1 / (alpha - 1)));
    Spectrum spectrum = Spectrum.of(DoubleStream.concat(below, beyond).toArray());
    return SetolLayer.of(spectrum, TailLaw.POWER_LAW.fit(spectrum, 1)).orElseThrow();
  }

  @Test
  void refusesATailThatTheSpectrumDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetolTail.of(EIGHT, 9, OptionalDouble.empty()))
        .withMessageContaining("[1, 8] but was 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetolTail.of(Spectrum.of(0, 0), 1, OptionalDouble.empty()))
        .withMessageContaining("mean eigenvalue");
  }
}
