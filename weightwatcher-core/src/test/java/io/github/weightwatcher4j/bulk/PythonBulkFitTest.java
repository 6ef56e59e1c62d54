package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.golden.NumpyFile;
import io.github.weightwatcher4j.golden.TestData;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The density fit gives the figures of the Python tool for the spectra that it found. */
class PythonBulkFitTest {

  /** Python's grid and simplex come to about 1e-4; section 11 of the contract asks for this. */
  private static final double RELATIVE = 1e-3;

  /** First sigma of Python's grid over the last, squared: it took it because it had refused all. */
  private static final double NO_FIT = 0.0025;

  @Test
  void theCollectionHasItsNumberOfSpectra() throws IOException {
    // As many rows as the two files have with mp_fit, pool_False_mp and mp_and_rand.
    assertThat(everySpectrum()).hasSize(73);
  }

  @TestFactory
  List<DynamicTest> everySpectrum() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : List.of("golden.json", "models.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(folder.resolve(file).toFile())) {
        addTests(folder, entry, tests);
      }
    }
    return tests;
  }

  private static void addTests(Path folder, JsonNode entry, List<DynamicTest> tests)
      throws IOException {
    for (String setting : List.of("mp_fit", "pool_False_mp", "mp_and_rand")) {
      for (JsonNode row : entry.path("settings").path(setting).path("rows")) {
        Optional<double[]> values = eigenvalues(folder, entry, row, setting);
        if (values.isPresent()) {
          String name = entry.path("name").asText() + " " + row.path("longname").asText();
          tests.add(dynamicTest(name + " " + setting, () -> check(row, values.get())));
        }
      }
    }
  }

  private static Optional<double[]> eigenvalues(
      Path folder, JsonNode entry, JsonNode row, String setting) throws IOException {
    if (entry.has("tensors")) {
      String name = entry.path("name").asText() + "_" + row.path("longname").asText();
      return Optional.of(
          NumpyFile.npy(folder.resolve("esd/model_" + name + ".weight.npy")).toArray());
    }
    boolean slices = setting.equals("pool_False_mp");
    String file = entry.path(slices ? "esd_pool_False_file" : "esd_file").asText("");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    double[] all = NumpyFile.npy(folder.resolve(file)).toArray();
    int size = row.path("num_evals").asInt();
    int from = slices ? size * row.path("slice_id").asInt() : 0;
    return Optional.of(Arrays.copyOfRange(all, from, from + size));
  }

  private static void check(JsonNode row, double[] values) {
    boolean slice = row.hasNonNull("slice_id");
    MatrixShape shape =
        new MatrixShape(
            row.path("N").asLong(), row.path("M").asLong(), slice ? 1 : row.path("rf").asLong());
    BulkFit fit = new DensityBulkFitter().fit(Spectrum.of(values), shape);
    double softRank = row.path("mp_softrank").asDouble();
    if (softRank < 0 || Math.abs(softRank - NO_FIT) < 1e-9) {
      assertThat(fit).isInstanceOf(FailedBulkFit.class);
      return;
    }
    assertThat(fit).isInstanceOf(MarchenkoPasturFit.class);
    MarchenkoPasturFit ours = (MarchenkoPasturFit) fit;
    assertAgrees(row, "sigma_mp", ours.sigma());
    assertAgrees(row, "bulk_min", ours.bulkMin());
    assertAgrees(row, "bulk_max", ours.bulkMax());
    assertAgrees(row, "mp_softrank", ours.softRank());
    assertAgrees(row, "W_scale", ours.scale());
    assertThat(ours.spikes()).hasSize(row.path("num_spikes").asInt());
  }

  private static void assertAgrees(JsonNode row, String column, double ours) {
    double python = row.path(column).asDouble();
    assertThat(ours).as(column).isCloseTo(python, within(RELATIVE * Math.abs(python)));
  }
}
