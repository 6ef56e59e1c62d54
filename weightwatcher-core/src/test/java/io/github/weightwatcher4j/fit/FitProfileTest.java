package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.golden.NumpyFile;
import io.github.weightwatcher4j.golden.TestData;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** alpha, D and sigma of every candidate xmin are those of Python's fit. */
class FitProfileTest {

  @TestFactory
  Stream<DynamicTest> allProfilesArePythons() throws IOException {
    try (Stream<Path> files = Files.list(TestData.ours().resolve("golden/fit"))) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> requireProfile(file)));
    }
  }

  private static void requireProfile(Path file) throws IOException {
    Map<String, NdArray> python = NumpyFile.npz(file);
    double[] data = array(python, "data");
    TailScan scan = new TailScan(Spectrum.of(data));
    double[] alphas = array(python, "alphas");
    double[] distances = array(python, "Ds");
    double[] sigmas = array(python, "sigmas");
    assertThat(alphas).hasSize(data.length - 1);
    for (int i = 0; i < alphas.length; i++) {
      PowerLawFit fit = scan.fit(i);
      // Both sum the same logarithms in different orders: some 1e-13.
      assertThat(fit.alpha()).isCloseTo(alphas[i], within(1e-11 * alphas[i]));
      assertThat(fit.standardError()).isCloseTo(sigmas[i], within(1e-11 * sigmas[i]));
      assertThat(fit.distance()).isCloseTo(distances[i], within(1e-11));
    }
    double[] best = array(python, "best"); // xmin, alpha, sigma, D, xmax
    PowerLawFit fit = scan.fit(scan.best(data.length - 2));
    assertThat(fit.xMin()).isEqualTo(best[0]);
    assertThat(fit.alpha()).isCloseTo(best[1], within(1e-11 * best[1]));
    assertThat(fit.distance()).isCloseTo(best[3], within(1e-11));
    assertThat(fit.xMax()).isEqualTo(best[4]);
  }

  private static double[] array(Map<String, NdArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name).toArray();
  }
}
