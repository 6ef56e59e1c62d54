package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.samples.CommonsMathProvider;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another solver than LAPACK, chosen by its name. */
class SolverTest {

  /** In one order: the shuffles depend on a layer's index. */
  private static final Map<String, Object> MODEL =
      new TreeMap<>(Map.of("tall", heavyTailed(5, 2, 90, 60), "wide", gaussian(6, 50, 80)));

  /** Everything that a solver is asked for. */
  private static Analysis analyze(String solver, UnaryOperator<AnalysisOptionsBuilder> more) {
    AnalysisOptions options =
        more.apply(AnalysisOptions.builder().threads(2).randomize(true).replicas(2).vectors(true))
            .build();
    return new WeightWatcher(MODEL).analyze(options, SpectrumSolvers.named(solver));
  }

  @BeforeEach
  void nothingWasAsked() {
    CommonsMathProvider.ASKED.clear();
  }

  @Test
  void itIsAskedForAllThatIsDecomposedAndForTheMemoryOfIt() {
    Analysis analysis = analyze(CommonsMathProvider.NAME, o -> o);
    assertThat(analysis.skipped()).isEmpty();
    Map<String, Long> asked =
        CommonsMathProvider.ASKED.stream()
            .collect(Collectors.groupingBy(what -> what, Collectors.counting()));
    assertThat(asked)
        .containsEntry("solver FAST", 1L)
        .containsEntry("eigenvalues", 2L + 4)
        // Each layer, and each once more shuffled, where its traps are measured.
        .containsEntry("eigenvectors", 2L + 2)
        .containsKeys("bytesNeeded", "bytesForVectors");
  }

  @Test
  void theMemoryItNeedsCountsInTheBudget() {
    Analysis analysis = analyze(CommonsMathProvider.NAME, o -> o.memory(100_000));
    // 2 * 8 * 60 * 150 and 2 * 8 * 50 * 130 bytes for the vectors, beside a shuffled copy.
    assertThat(analysis.skipped())
        .hasSize(2)
        .allSatisfy(
            layer ->
                assertThat(layer.reason())
                    .matches(
                        "needs [12][0-9]{2}[.][0-9] kB of memory, more than memory = 100[.]0 kB"));
  }

  @Test
  void smallEigenvaluesThatAreInvertedAreAskedForAccurately() {
    AnalysisOptions options = AnalysisOptions.builder().inverse(true).build();
    new WeightWatcher(MODEL).analyze(options, SpectrumSolvers.named(CommonsMathProvider.NAME));
    assertThat(CommonsMathProvider.ASKED).contains("solver ACCURATE");
  }

  @ParameterizedTest
  @EnumSource
  void itsMetricsAreThoseOfLapackToRounding(Metric metric) {
    for (LayerReport expected : analyze("lapack", o -> o).details()) {
      LayerReport actual = analyze(CommonsMathProvider.NAME, o -> o).details().get(expected.name());
      OptionalDouble value = expected.metric(metric);
      assertThat(actual.metric(metric).isPresent()).isEqualTo(value.isPresent());
      value.ifPresent(
          number ->
              assertThat(actual.metric(metric).orElseThrow())
                  // Both are right to some 1e-14 of the largest eigenvalue.
                  .isCloseTo(number, within(1e-7 * Math.max(1, Math.abs(number)))));
    }
  }

  @Test
  void theProvenanceNamesItAndItsDeviceAndJsonKeepsThem() {
    Analysis analysis = analyze(CommonsMathProvider.NAME, o -> o);
    Provenance read = AnalysisJson.parse(AnalysisJson.of(analysis)).provenance();
    assertThat(read).isEqualTo(analysis.provenance());
    assertThat(read.solver()).isEqualTo("commons-math");
    assertThat(read.nativeLibrary()).isEqualTo("Commons Math 3, in Java");
    assertThat(analyze("lapack", o -> o).provenance().solver()).isEqualTo("lapack");
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> SpectrumSolvers.named("lapak"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "solver must be one of those on the class path (abacus, commons-math, lapack) but was"
                + " 'lapak'");
  }

  @Test
  void oneThatCannotBeUsedSaysWhy() {
    assertThatThrownBy(() -> SpectrumSolvers.named("abacus"))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessage("the solver 'abacus' cannot be used: there is no abacus in this machine");
  }

  @Test
  void ofSeveralNamesTheFirstThatCanBeUsedIsTakenAndANoteSaysWhy() {
    Analysis analysis = analyze("abacus, " + CommonsMathProvider.NAME + ",lapack", o -> o);
    assertThat(analysis.provenance().solver()).isEqualTo(CommonsMathProvider.NAME);
    assertThat(analysis.notes())
        .contains(
            "the solver 'abacus' cannot be used: there is no abacus in this machine; commons-math"
                + " was used",
            CommonsMathProvider.NOTE);
    assertThat(analysis.details()).isEqualTo(analyze(CommonsMathProvider.NAME, o -> o).details());
    assertThat(analyze("lapack,abacus", o -> o).notes()).isEmpty();
  }

  @Test
  void ofSeveralNamesEachMustBeKnownAndOneUsable() {
    assertThatThrownBy(() -> SpectrumSolvers.named("lapack,"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but was ''");
    assertThatThrownBy(() -> SpectrumSolvers.named("abacus,abacus"))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageStartingWith("the solver 'abacus' cannot be used: there is no abacus")
        .hasMessageContaining("; the solver 'abacus' cannot be used");
  }

  @Test
  void itsNotesAreThoseOfTheAnalysisAfterWhichItIsClosed() {
    assertThat(analyze(CommonsMathProvider.NAME, o -> o).notes())
        .containsExactly(CommonsMathProvider.NOTE);
    assertThat(CommonsMathProvider.ASKED).endsWith("close").containsOnlyOnce("close");
  }

  @Test
  void theSlicesOfALayerAreAskedForTogether() {
    double[] values = new Random(7).doubles(4 * 60 * 60, -1, 1).toArray();
    WeightTensor tensor = WeightTensor.of(TensorShape.of(4, 60, 60), Precision.FLOAT64, values);
    Layer layer =
        Layer.of(new LayerInfo(0, "conv", LayerType.CONV2D), Weights.of(tensor, Slicing.LEADING));
    ModelSource model = ModelSource.of("slices", List.of(layer));
    AnalysisOptions options = AnalysisOptions.defaults();
    Analysis analysis =
        new WeightWatcher(model).analyze(options, SpectrumSolvers.named(CommonsMathProvider.NAME));
    assertThat(CommonsMathProvider.ASKED).contains("4 matrices");
    assertThat(analysis.details().get("conv").spectrum().size()).isEqualTo(4 * 60);
  }

  /** In a JVM of its own, whose class path has no OpenBLAS. */
  @Test
  void lapackNeedNotBeThereForIt(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("said.txt");
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("openblas"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                SolverTest.class.getName(),
                said.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(said)
        .content()
        .contains("2 layers by Commons Math 3, in Java")
        .contains("the solver 'lapack' cannot be used: OpenBLAS is not on the class path");
  }

  /** What {@link #lapackNeedNotBeThereForIt} runs. */
  public static void main(String[] arguments) throws IOException {
    Analysis analysis = analyze(CommonsMathProvider.NAME, o -> o);
    String said = analysis.details().size() + " layers by " + analysis.provenance().nativeLibrary();
    try {
      SpectrumSolvers.named("lapack");
    } catch (NativeLibraryException e) {
      Files.writeString(Path.of(arguments[0]), said + "; " + e.getMessage());
    }
  }
}
