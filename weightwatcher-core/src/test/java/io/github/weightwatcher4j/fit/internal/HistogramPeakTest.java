package io.github.weightwatcher4j.fit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.golden.NumpyFile;
import io.github.weightwatcher4j.golden.TestData;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HistogramPeakTest {

  @Test
  void thePeakIsTheLowerEdgeOfTheFullestBin() {
    // Bins of a tenth of a decade from 1 to 1e10; three values in [10^2.5, 10^2.6).
    double[] x = {1, 20, 330, 350, 390, 5e4, 1e10};
    assertThat(HistogramPeak.of(Spectrum.of(x)))
        .isCloseTo(Math.pow(10, 2.5), within(1e-12 * Math.pow(10, 2.5)));
  }

  @Test
  void theFirstOfEquallyFullBinsCounts() {
    assertThat(HistogramPeak.of(Spectrum.of(3, 50, 700))).isEqualTo(3);
  }

  @Test
  void theLargestEigenvalueBelongsToTheLastBin() {
    double peak = HistogramPeak.of(Spectrum.of(1, 1e10, 1e10));
    assertThat(peak).isCloseTo(Math.pow(10, 9.9), within(1e-12 * Math.pow(10, 9.9)));
  }

  @Test
  void equalEigenvaluesAreTheirOwnPeak() {
    assertThat(HistogramPeak.of(Spectrum.of(0.3, 0.3))).isEqualTo(0.3);
    assertThat(HistogramPeak.of(Spectrum.of(7))).isEqualTo(7);
  }

  @Test
  void aSpectrumWithoutPositiveEigenvaluesHasNoPeak() {
    assertThatThrownBy(() -> HistogramPeak.of(Spectrum.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HistogramPeak.of(Spectrum.of(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("> 0");
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void noBinHoldsMoreThanTheOneAbovePeak(Spectra kind) {
    double[] log = Arrays.stream(kind.sample(5, 700)).map(Math::log10).toArray();
    double width = (log[log.length - 1] - log[0]) / 100;
    double peak = Math.log10(HistogramPeak.of(Spectrum.of(kind.sample(5, 700))));
    long most = count(log, peak, peak + width);
    for (int bin = 0; bin < 100; bin++) {
      // Edges that fall on an eigenvalue are rounded differently here: narrow the others by that.
      double low = log[0] + bin * width;
      assertThat(count(log, low + 1e-9 * width, low + (1 - 1e-9) * width))
          .isLessThanOrEqualTo(most);
    }
  }

  private static long count(double[] log, double low, double high) {
    double margin = 1e-10 * (high - low);
    return Arrays.stream(log).filter(v -> v >= low - margin && v <= high + margin).count();
  }

  /** By numpy.histogram(numpy.log10(evals), bins=100), as the Python tool does. */
  @ParameterizedTest
  @CsvSource({
    "gauss_300x300, 1.9289693132925767",
    "pareto_mu2_500x250, 4.965671333036426",
    "pareto_mu3_500x250, 2.573860574565562",
    "tiny_60x60, 1.4373153891579251",
    "model_mlp_fc1.weight, 3.6514200431532915",
    "model_mlp_fc2.weight, 0.19728673333869845",
    "model_cnn_conv2.weight, 0.04871578674303992",
    "model_cnn_fc1.weight, 0.2385288985555567"
  })
  void thePeakIsPythons(String name, double expected) throws IOException {
    Path file = TestData.ours().resolve("golden/esd/" + name + ".npy");
    Spectrum spectrum = Spectrum.of(NumpyFile.npy(file).toArray()).above(1e-5);
    assertThat(HistogramPeak.of(spectrum)).isCloseTo(expected, within(1e-13 * expected));
  }
}
