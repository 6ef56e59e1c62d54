package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.ParetoDistribution;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Test;

class FittedModelTest {

  private final Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(5, 500));
  private final PowerLawFit fit = (PowerLawFit) new PowerLawFitter(2).fit(spectrum);
  private final FittedModel model = new FittedModel(spectrum, fit);

  @Test
  void samplesAreAscendingOfTheSameSizeAndTakeTheirBodyFromTheSpectrum() {
    double[] body = spectrum.values().filter(x -> x < fit.xMin()).toArray();
    for (long seed = 0; seed < 20; seed++) {
      double[] sample = model.sample(new SplittableRandom(seed));
      assertThat(sample).hasSize(500).isSorted();
      assertThat(Arrays.stream(sample).filter(x -> x < fit.xMin()))
          .allSatisfy(x -> assertThat(Arrays.binarySearch(body, x)).isGreaterThanOrEqualTo(0));
    }
  }

  @Test
  void theTailIsTheFittedLawWithItsShare() {
    double[] all = new double[500 * 40];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 40; i++) {
      System.arraycopy(model.sample(random), 0, all, 500 * i, 500);
    }
    double[] tail = Arrays.stream(all).filter(x -> x >= fit.xMin()).toArray();
    double share = fit.tailSize() / 500.0;
    // Four standard errors of a share among 20000.
    double error = 4 * Math.sqrt(share * (1 - share) / all.length);
    assertThat((double) tail.length / all.length).isCloseTo(share, within(error));
    ParetoDistribution law = new ParetoDistribution(fit.xMin(), fit.alpha() - 1);
    assertThat(TestUtils.kolmogorovSmirnovTest(law, tail)).isGreaterThan(1e-3);
  }

  @Test
  void aFitOfAnotherSpectrumIsRefused() {
    Spectrum other = spectrum.scaled(2);
    assertThatThrownBy(() -> new FittedModel(other, fit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not one of");
    assertThatThrownBy(() -> new FittedModel(Spectrum.of(1, 2), fit))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
