package io.github.weightwatcher4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EsdPlotTest {

  private static LayerReport heavyTailed() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] weights = new double[200][100];
    for (double[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian() / Math.sqrt(random.nextDouble());
      }
    }
    return new WeightWatcher(weights).analyze().details().get("weights");
  }

  @Test
  void massesOfAllBinsSumToOne() {
    LogHistogram histogram = LogHistogram.of(heavyTailed().spectrum());

    double sum = histogram.bins().stream().mapToDouble(LogHistogram.Bin::mass).sum();

    assertThat(sum).isCloseTo(1, within(1e-12)); // rounding of a sum of 15 shares
  }

  @Test
  void zerosAreNotDrawnButLowerTheBars() {
    LogHistogram histogram = LogHistogram.of(Spectrum.of(0, 0, 1, 2));

    double sum = histogram.bins().stream().mapToDouble(LogHistogram.Bin::mass).sum();

    assertThat(sum).isEqualTo(0.5);
  }

  @Test
  void curveIntegratesToTheMassOfTheTail() {
    PowerLawFit fit = new PowerLawFit(2.5, 0.1, 3, 1e9, 0.05, 40);
    PowerLawCurve curve = PowerLawCurve.of(fit, 100);

    double integral = 0;
    for (double x = 3; x < 1e9; x *= 1.001) {
      integral += curve.density(x * Math.sqrt(1.001)) * x * 0.001;
    }

    // Midpoints in log x, steps of 0.1 %: relative error about 1e-6, truncation (1e9 / 3)^-1.5.
    assertThat(integral).isCloseTo(0.4, within(1e-5));
  }

  @Test
  void writesAPictureWithBarsAndFit(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/esd.png");

    EsdPlot.of(heavyTailed()).writePng(file, 640, 400);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(pixels(image, 0xFF9AB8D8)).as("bars").isGreaterThan(5000);
    assertThat(pixels(image, 0xFFD55E00)).as("fit").isGreaterThan(100);
  }

  @Test
  void aFailedFitStillGivesAPicture(@TempDir Path folder) throws IOException {
    LayerReport zeros = new WeightWatcher(new double[20][20]).analyze().details().get("weights");
    Path file = folder.resolve("zeros.png");

    EsdPlot.of(zeros).writePng(file, 640, 400);

    assertThat(ImageIO.read(file.toFile())).isNotNull();
  }

  private static long pixels(BufferedImage image, int color) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color ? 1 : 0;
      }
    }
    return count;
  }
}
