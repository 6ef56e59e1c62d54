package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.setol.ErgCondition;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ERG tail of Python's own eigenvalues is the one that Python found ({@code detX}). */
class ErgGoldenTest {

  /** All zero, where there is no tail, and all equal, where Python stops at an assertion. */
  private static final Set<String> NO_TAIL = Set.of("zeros_50x40", "identity_50x50");

  @ParameterizedTest
  @CsvSource({
    "rankdef_r60_100x200_float32, 59, 0.1635948180334437",
    "tiny_10x10, 7, 0.22944145935588434",
    "tiny_12x20, 9, 1.2891013234559783",
    "tiny_60x60, 41, 0.7137061838469452",
    "conv_64x3x7x7, 130, 0.25172293807453616",
    "conv_64x32x3x3, 226, 0.06796936262867857",
    "dup_cols_80x60, 34, 1.5791256680372296",
    "diag_1to60_60x60, 46, 225.0",
    "huge_80x60, 2, 1.5361520517569488e+28",
    "onehot_50x40, 2, 0.0"
  })
  void someCasesHaveTheTailThatIsWrittenHere(String name, int size, double eigenvalue)
      throws IOException {
    Path file = TestData.ours().resolve("golden/esd/" + name + ".npy");
    requireTail(spectrum(file), size, eigenvalue);
  }

  @TestFactory
  Stream<DynamicTest> allCasesHavePythonsTail() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    return GoldenCase.all(TestData.ours()).stream()
        .filter(golden -> !golden.rows("detX").isEmpty() && !NO_TAIL.contains(golden.name()))
        .map(golden -> test(folder, golden.name(), golden.rows("detX").get(0)));
  }

  @TestFactory
  Stream<DynamicTest> bothNetsHavePythonsTails() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    JsonNode nets = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    return GoldenCase.stream(nets)
        .flatMap(
            net ->
                GoldenCase.stream(net.path("settings").path("detX").path("rows"))
                    .map(row -> test(folder, esdName(net, row), row)));
  }

  private static String esdName(JsonNode net, JsonNode row) {
    return "model_%s_%s.weight".formatted(net.path("name").asText(), row.path("longname").asText());
  }

  private static DynamicTest test(Path folder, String name, JsonNode row) {
    return dynamicTest(
        name,
        () ->
            requireTail(
                spectrum(folder.resolve("esd/" + name + ".npy")),
                row.path("detX_num").asInt(),
                row.path("detX_val").asDouble()));
  }

  private static Spectrum spectrum(Path file) throws IOException {
    return Spectrum.of(NumpyFile.npy(file).toArray());
  }

  private static void requireTail(Spectrum spectrum, int size, double eigenvalue) {
    ErgCondition ours = ErgCondition.of(spectrum).orElseThrow();
    assertThat(ours.tailSize()).isEqualTo(size);
    // Python scales the eigenvalues and back.
    assertThat(ours.eigenvalue()).isCloseTo(eigenvalue, within(1e-12 * eigenvalue));
  }
}
