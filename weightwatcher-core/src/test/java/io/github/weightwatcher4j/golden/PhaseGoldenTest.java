package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.internal.PhaseFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Phases of spectra whose making is known, against an independent reference procedure. */
class PhaseGoldenTest {

  private static final Path FOLDER = TestData.ours().resolve("golden/phases");

  private static List<JsonNode> cases() throws IOException {
    JsonNode all = new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile());
    return StreamSupport.stream(all.spliterator(), false).toList();
  }

  private static Spectrum spectrum(JsonNode golden) throws IOException {
    NdArray rows = NumpyFile.npy(FOLDER.resolve(golden.path("file").asText()));
    int m = golden.path("M").asInt();
    double[] values = new double[m];
    for (int i = 0; i < m; i++) {
      values[i] = Math.max(0, rows.value(golden.path("row").asInt() * m + i));
    }
    return Spectrum.of(values);
  }

  private static MatrixSpectrum matrix(JsonNode golden, Spectrum spectrum) {
    int zeros = golden.path("zeros").asInt();
    return MatrixSpectrum.of(spectrum, golden.path("N").asInt(), golden.path("M").asInt() - zeros);
  }

  @Test
  void atLeast37Of42AreFoundAsTheyWereMade() throws IOException {
    List<String> wrong = new ArrayList<>();
    int undecided = 0;
    for (JsonNode golden : cases()) {
      Spectrum spectrum = spectrum(golden);
      MatrixSpectrum matrix = matrix(golden, spectrum);
      PhaseFinder.Zeros zeros = new PhaseFinder.Zeros(golden.path("zeros").asInt(), 0, true);
      BulkFit bulk = new RobustBulkFitter().fit(List.of(matrix), PhaseFinder.LEVEL);
      LayerPhase phase = PhaseFinder.of(spectrum.size(), zeros, List.of(matrix), bulk, List.of());
      undecided += phase.isUndecided() ? 1 : 0;
      if (!phase.phase().label().equals(golden.path("truth").asText())) {
        wrong.add(golden + " is " + phase + " " + phase.tests());
      }
    }
    assertThat(wrong).as("%d undecided", undecided).hasSizeLessThanOrEqualTo(42 - 37);
    assertThat(undecided).isLessThanOrEqualTo(6); // 15 %
  }

  /**
   * The calibration of the edge, which the reference does without, moves the level: where an
   * eigenvalue lies between the two thresholds, one spike more or less changes the bulk, too.
   */
  @Test
  void theBulkIsThatOfTheReference() throws IOException {
    List<String> different = new ArrayList<>();
    for (JsonNode golden : cases()) {
      Spectrum spectrum = spectrum(golden);
      MatrixSpectrum matrix = matrix(golden, spectrum);
      BulkFit bulk = new RobustBulkFitter().fit(List.of(matrix), PhaseFinder.LEVEL);
      if (golden.path("variance").isNumber() && bulk instanceof MarchenkoPasturFit fit) {
        double variance = golden.path("variance").asDouble();
        boolean agrees =
            Math.abs(fit.matrices().get(0).variance() - variance) < 0.01 * variance
                && Math.abs(fit.goodness().distance() - golden.path("D").asDouble()) < 0.003
                && Math.abs(fit.spikes().size() - golden.path("k").asInt()) <= 1;
        if (!agrees) {
          different.add(golden + " has " + fit);
        }
      }
    }
    assertThat(different).hasSizeLessThanOrEqualTo(2);
  }
}
