package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.fit.internal.HistogramPeak;
import io.github.weightwatcher4j.golden.NumpyFile;
import io.github.weightwatcher4j.golden.TestData;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Wherever Python fitted a truncated power law, ours is at least as likely, and closer. */
class TruncatedGoldenTest {

  /** A fit of Python's, and the eigenvalues that it was made of. */
  private record PythonFit(String name, Spectrum spectrum, JsonNode row) {

    double number(String column) {
      return row.path(column).asDouble();
    }

    /** The likelihood of the tail by the density of a law of Python's parameters. */
    double logLikelihood() {
      double xMin = number("xmin");
      TruncatedPowerLaw law = new TruncatedPowerLaw(number("alpha"), number("Lambda") * xMin, xMin);
      return spectrum.values().filter(x -> x >= xMin).map(law::logDensity).sum();
    }
  }

  @TestFactory
  Stream<DynamicTest> oursIsAtLeastAsLikelyWherePythonsTailBegins() throws IOException {
    return pythonFits("TPL", "E_TPL")
        .map(python -> dynamicTest(python.name(), () -> requireLikelihood(python)));
  }

  private static void requireLikelihood(PythonFit python) {
    double xMin = python.number("xmin");
    TailFit fit = new TruncatedPowerLawFitter(2).fitFrom(python.spectrum(), xMin);
    TruncatedPowerLawFit ours = (TruncatedPowerLawFit) fit;
    double expected = python.logLikelihood();
    assertThat(ours.tailSize()).isEqualTo(python.row().path("num_pl_spikes").asInt());
    // Rounding alone: Python's parameters lie in our domain, where ours are the best.
    assertThat(ours.logLikelihood()).isGreaterThanOrEqualTo(expected - 1e-10 * Math.abs(expected));
    if (python.number("alpha") > 1.001) {
      // Python's simplex stops on a flat likelihood; below 1 it does not look.
      assertThat(ours.alpha()).isCloseTo(python.number("alpha"), within(1e-3));
      assertThat(ours.logLikelihood()).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
    }
  }

  @TestFactory
  Stream<DynamicTest> ourTailIsAtLeastAsCloseToItsLaw() throws IOException {
    return pythonFits("TPL")
        .map(python -> dynamicTest(python.name(), () -> requireDistance(python)));
  }

  private static void requireDistance(PythonFit python) {
    TailFit fit = new TruncatedPowerLawFitter(2).fit(python.spectrum());
    TruncatedPowerLawFit ours = (TruncatedPowerLawFit) fit;
    // Python's distance is of parameters that are right to 1e-4 or so.
    assertThat(ours.distance()).isLessThanOrEqualTo(python.number("D") + 1e-5);
    if (ours.alpha() > 1) {
      assertThat(ours.xMin()).isCloseTo(python.number("xmin"), within(1e-9 * ours.xMin()));
    }
  }

  @TestFactory
  Stream<DynamicTest> withinPythonsWindowTheExtendedFitBeginsWherePythonsDoes() throws IOException {
    return pythonFits("E_TPL")
        .map(python -> dynamicTest(python.name(), () -> requireWindow(python)));
  }

  private static void requireWindow(PythonFit python) {
    double peak = HistogramPeak.of(python.spectrum());
    TailFit fit =
        new TruncatedPowerLawFitter(2)
            .fitWithin(python.spectrum(), Math.log10(0.95 * peak), 1.5 * peak);
    TruncatedPowerLawFit ours = (TruncatedPowerLawFit) fit;
    assertThat(ours.distance()).isLessThanOrEqualTo(python.number("D") + 1e-5);
    if (ours.alpha() > 1) {
      assertThat(ours.xMin()).isCloseTo(python.number("xmin"), within(1e-9 * ours.xMin()));
    }
  }

  private static Stream<PythonFit> pythonFits(String... settings) throws IOException {
    Path folder = TestData.ours().resolve("golden");
    List<PythonFit> fits = new ArrayList<>();
    for (String file : List.of("golden.json", "models.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(folder.resolve(file).toFile())) {
        for (String setting : settings) {
          for (JsonNode row : entry.path("settings").path(setting).path("rows")) {
            if (row.path("status").asText().equals("success")) {
              String name = entry.path("name").asText();
              String spectrum =
                  entry
                      .path("esd_file")
                      .asText(
                          "esd/model_"
                              + name
                              + "_"
                              + row.path("longname").asText()
                              + ".weight.npy");
              double[] values = NumpyFile.npy(folder.resolve(spectrum)).toArray();
              String id = name + " " + row.path("longname").asText() + " " + setting;
              fits.add(new PythonFit(id, Spectrum.of(values).above(1e-5), row));
            }
          }
        }
      }
    }
    return fits.stream();
  }
}
