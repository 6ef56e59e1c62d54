package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.fit.internal.ClippedFit;
import io.github.weightwatcher4j.fit.internal.FingerClipping;
import io.github.weightwatcher4j.fit.internal.HistogramPeak;
import io.github.weightwatcher4j.fit.internal.XMinWindow;
import io.github.weightwatcher4j.fit.internal.XMinWindowTest;
import io.github.weightwatcher4j.golden.NumpyFile;
import io.github.weightwatcher4j.golden.TestData;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The variants of the power-law fit on Python's own eigenvalues against Python's results. */
class VariantsGoldenTest {

  /** Python's cutoff. */
  private static final double CUTOFF = 1e-5;

  /** The same logarithms summed in another order. */
  private static final double ROUNDING = 1e-10;

  private static final PowerLawFitter FITTER = new PowerLawFitter(2);

  private static final Map<String, BiConsumer<Spectrum, JsonNode>> SETTINGS =
      Map.of(
          "clip_xmax", VariantsGoldenTest::requireClipped,
          "xmax_minus3", (x, row) -> requireFit(FITTER.fit(x.withoutLargest(3)), row),
          "PL_powerlaw", (x, row) -> requireFit(FITTER.fit(x), row),
          "PL_powerlaw_force", (x, row) -> requireFit(FITTER.endingAtMax().fit(x), row),
          "xmin_peak_powerlaw", VariantsGoldenTest::requirePeaked);

  /** alpha is Infinity in Python: all eigenvalues are equal. */
  private static final Set<String> NO_FIT = Set.of("identity_50x50");

  @TestFactory
  Stream<DynamicTest> theVariantsArePythons() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    JsonNode cases = new ObjectMapper().readTree(folder.resolve("golden.json").toFile());
    return StreamSupport.stream(cases.spliterator(), false)
        .filter(golden -> golden.hasNonNull("esd_file"))
        .flatMap(golden -> tests(folder, golden));
  }

  private static Stream<DynamicTest> tests(Path folder, JsonNode golden) {
    String name = golden.path("name").asText();
    return SETTINGS.keySet().stream()
        .filter(golden.path("settings")::has)
        .sorted()
        .map(
            setting ->
                dynamicTest(
                    name + " " + setting,
                    () -> {
                      Path file = folder.resolve(golden.path("esd_file").asText());
                      Spectrum spectrum = Spectrum.of(NumpyFile.npy(file).toArray()).above(CUTOFF);
                      JsonNode row = golden.path("settings").path(setting).path("rows").path(0);
                      require(name, setting, spectrum, row);
                    }));
  }

  private static void require(String name, String setting, Spectrum spectrum, JsonNode row) {
    if (NO_FIT.contains(name)) {
      assertThat(FITTER.fit(spectrum)).isInstanceOf(FailedFit.class);
    } else if (row.path("status").asText().equals("failed")) {
      // With few eigenvalues Python runs out of some to drop, and loses its first fit too.
      assertThat(spectrum.size()).isLessThan(10);
    } else {
      Objects.requireNonNull(SETTINGS.get(setting)).accept(spectrum, row);
    }
  }

  private static void requireClipped(Spectrum spectrum, JsonNode row) {
    ClippedFit clipped = new FingerClipping(FITTER, 10, 1).fit(spectrum);
    requireFit(clipped.fit(), row);
    double raw = row.path("raw_alpha").asDouble();
    assertThat(clipped.rawAlpha().orElseThrow()).isCloseTo(raw, within(ROUNDING * raw));
    assertThat(clipped.fingers()).isEqualTo(row.path("num_fingers").asInt());
  }

  private static void requirePeaked(Spectrum spectrum, JsonNode row) {
    XMinWindow window = XMinWindow.around(HistogramPeak.of(spectrum));
    requireFit(FITTER.within(XMinWindowTest.withoutLast(window, spectrum)).fit(spectrum), row);
    // The whole window holds one candidate more, which can only come closer.
    PowerLawFit whole = (PowerLawFit) FITTER.within(window).fit(spectrum);
    assertThat(whole.distance()).isLessThanOrEqualTo(row.path("D").asDouble() * (1 + ROUNDING));
    assertThat(whole.xMin()).isBetween(window.from(), window.to());
  }

  private static void requireFit(TailFit fit, JsonNode row) {
    PowerLawFit law = (PowerLawFit) fit;
    double alpha = row.path("alpha").asDouble();
    double sigma = row.path("sigma").asDouble();
    assertThat(law.alpha()).isCloseTo(alpha, within(ROUNDING * alpha));
    assertThat(law.standardError()).isCloseTo(sigma, within(ROUNDING * sigma));
    assertThat(law.distance()).isCloseTo(row.path("D").asDouble(), within(ROUNDING));
    assertThat(law.xMin()).isEqualTo(row.path("xmin").asDouble());
    if (row.hasNonNull("xmax")) {
      assertThat(law.xMax()).isEqualTo(row.path("xmax").asDouble());
    }
  }
}
