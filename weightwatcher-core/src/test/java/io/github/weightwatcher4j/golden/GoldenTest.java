package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every matrix case gives Python's table, or the right answer where Python has a wrong one. */
class GoldenTest {

  /** Cases that Python has no row for, and what we have: a cause to skip, or a row. */
  private static final Map<String, Cause> SKIPPED =
      Map.of(
          "nan_80x60 default", Cause.NOT_FINITE, // Python loses the whole analysis
          "inf_80x60 default", Cause.NOT_FINITE,
          "tiny_20x8 default", Cause.SIZE, // 8 eigenvalues, fewer than 10
          "row_1x50 default", Cause.SIZE,
          "col_50x1 default", Cause.SIZE,
          "conv_64x3x7x7 pool_False", Cause.SIZE, // 3 in each slice
          "conv_keraslayout_3x3x32x64 pool_False", Cause.SIZE);

  /**
   * Rows that only we have, with their number of eigenvalues: Python leaves out one-dimensional
   * convolutions and single rows.
   */
  private static final Map<String, Integer> ONLY_OURS =
      Map.of("conv1d_40x30x12 default", 30 * 12, "row_1x50 min_evals_1", 1);

  /**
   * Python inverts every other slice of a convolution and the rounding errors of zero eigenvalues;
   * its entropy of the inverse of tiny_60x60 is off by 1e-8, a millionth of the value there. Ours
   * are checked against the plain analysis.
   */
  private static final String INVERSE_WRONG =
      "(conv_|rankdef_|zero_cols_|const_cols_|dup_cols_|zeros_|ones_|onehot_|huge_|tiny_60x60).*"
          + " inverse";

  /** Python fails where one eigenvalue is left. */
  private static final String CLIPPED_TO_NOTHING = "scaled_pareto3_0.001_300x200 clip_xmax";

  @TestFactory
  Stream<DynamicTest> allCasesGivePythonsTable() {
    return tests(TestData.ours());
  }

  /** The files themselves, where the matrices of this module are drawn again. */
  @Tag("shared")
  @TestFactory
  Stream<DynamicTest> theSharedCasesGivePythonsTable() {
    return tests(TestData.shared());
  }

  /** To float32; the last digit of float64 is the machine's. */
  @Tag("shared")
  @Test
  void theMatricesOfThisModuleAreThoseOfTheSharedFolder() {
    List<GoldenCase> shared = GoldenCase.all(TestData.shared());
    List<GoldenCase> ours = GoldenCase.all(TestData.ours());
    assertThat(ours)
        .extracting(GoldenCase::name)
        .isEqualTo(shared.stream().map(GoldenCase::name).toList());
    for (int i = 0; i < ours.size(); i++) {
      NdArray expected = shared.get(i).matrix();
      NdArray matrix = ours.get(i).matrix();
      assertThat(matrix.shape()).isEqualTo(expected.shape());
      assertThat(matrix.precision()).isEqualTo(expected.precision());
      float[] single = floats(expected);
      assertThat(floats(matrix)).as(ours.get(i).name()).isEqualTo(single);
    }
  }

  private static float[] floats(NdArray matrix) {
    double[] values = matrix.toArray();
    float[] single = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      single[i] = (float) values[i];
    }
    return single;
  }

  @Test
  void everyKnownDifferenceNamesACaseThatIsThere() {
    List<String> names = GoldenCase.all(TestData.ours()).stream().map(GoldenCase::name).toList();
    assertThat(Stream.concat(KnownDifference.ALWAYS.stream(), KnownDifference.OF_DEFAULTS.stream()))
        .allSatisfy(known -> assertThat(names).anyMatch(name -> name.matches(known.cases())));
  }

  private static Stream<DynamicTest> tests(Path data) {
    return GoldenCase.all(data).stream()
        .flatMap(
            golden ->
                golden.settings().stream()
                    .map(
                        setting ->
                            dynamicTest(
                                golden + " " + setting, () -> requireAgreement(golden, setting))));
  }

  private static void requireAgreement(GoldenCase golden, String setting) {
    Analysis analysis = analyze(golden, options(setting).pythonCompatible());
    String id = golden + " " + setting;
    if (SKIPPED.containsKey(id)) {
      assertThat(golden.rows(setting)).isEmpty();
      assertThat(analysis.skipped())
          .extracting(SkippedLayer::cause)
          .containsExactly(SKIPPED.get(id));
    } else if (ONLY_OURS.containsKey(id)) {
      assertThat(golden.rows(setting)).isEmpty();
      LayerReport ours = analysis.details().get("w");
      assertThat(ours.spectrum().size()).isEqualTo(ONLY_OURS.get(id));
      double expected = golden.sumOfSquares() * (golden.isConvolution() ? 0.5 : 1);
      assertThat(ours.metric(Metric.SQUARED_FROBENIUS_NORM).orElseThrow())
          .isCloseTo(expected, within(1e-12 * expected));
    } else if (id.matches(INVERSE_WRONG)) {
      requireInverse(golden, analysis);
    } else if (id.equals(CLIPPED_TO_NOTHING)) {
      assertThat(analysis.details().get("w").tail())
          .isEqualTo(
              analyze(golden, options("default").pythonCompatible()).details().get("w").tail());
    } else {
      requireRows(golden, setting, analysis, KnownDifference.ALWAYS);
      requireEigenvalues(golden, setting, analysis);
      if (analysis.details().stream().allMatch(NormalScale::holds)) {
        List<KnownDifference> known =
            Stream.concat(KnownDifference.OF_DEFAULTS.stream(), KnownDifference.ALWAYS.stream())
                .toList();
        requireRows(golden, setting, analyze(golden, options(setting)), known);
      }
    }
  }

  /** The eigenvalues above the rounding of float32, one by one. */
  private static void requireInverse(GoldenCase golden, Analysis analysis) {
    LayerReport inverse = analysis.details().get("w");
    Spectrum plain =
        analyze(
                golden,
                AnalysisOptions.builder().pythonCompatible().method(SpectrumMethod.ACCURATE))
            .details()
            .get("w")
            .spectrum();
    assertThat((double) inverse.spectrum().size())
        .isEqualTo(inverse.metric(Metric.MATRIX_RANK).orElseThrow());
    for (int i = 0; i < inverse.spectrum().size(); i++) {
      double eigenvalue = plain.eigenvalue(plain.size() - 1 - i);
      double value = inverse.spectrum().eigenvalue(i);
      assertThat(value).isCloseTo(1 / eigenvalue, within(1e-15 / eigenvalue));
    }
  }

  private static Analysis analyze(GoldenCase golden, AnalysisOptionsBuilder options) {
    return new WeightWatcher(golden.model()).analyze(options.build());
  }

  private static AnalysisOptionsBuilder options(String setting) {
    AnalysisOptionsBuilder options = AnalysisOptions.builder();
    return switch (setting) {
      case "pool_False" -> options.pool(false);
      case "conv2d_norm_False" -> options.convNorm(false);
      case "min_evals_1" -> options.minEvals(1);
      case "mp_fit" -> options.mpFit(true);
      case "pool_False_mp" -> options.pool(false).mpFit(true);
      case "detX" -> options.detx(true);
      case "clip_xmax" -> options.fingers(true);
      case "xmax_minus3" -> options.dropLargest(3);
      case "inverse" -> options.inverse(true);
      default -> options;
    };
  }

  private static void requireRows(
      GoldenCase golden, String setting, Analysis analysis, List<KnownDifference> known) {
    assertThat(golden.pythonSurvived(setting)).isTrue();
    List<PythonRow> python = golden.rows(setting).stream().map(PythonRow::of).toList();
    assertThat(analysis.details().size()).isEqualTo(python.size());
    for (int i = 0; i < python.size(); i++) {
      PythonRow row = compared(python.get(i), known);
      LayerReport ours = analysis.details().rows().get(i);
      assertThat(row.differences(ours, KnownDifference.of(golden.name(), row, known))).isEmpty();
    }
  }

  /** Our own fit of the bulk is another than Python's, and better: that is not compared. */
  private static PythonRow compared(PythonRow row, List<KnownDifference> known) {
    return known == KnownDifference.ALWAYS ? row : row.without(Stage.BULK);
  }

  private static void requireEigenvalues(GoldenCase golden, String setting, Analysis analysis) {
    Optional<NdArray> python = golden.eigenvalues(setting);
    if (python.isEmpty()) {
      return;
    }
    int at = 0;
    for (LayerReport row : analysis.details()) {
      Spectrum spectrum = row.spectrum();
      double tolerance = PythonRow.eigenvalueTolerance(golden) * spectrum.max();
      for (int i = 0; i < spectrum.size(); i++, at++) {
        double error = Math.abs(spectrum.eigenvalue(i) - python.get().value(at));
        assertThat(error).as("eigenvalue %d of %s", i, row.name()).isLessThanOrEqualTo(tolerance);
      }
    }
    assertThat(at).isEqualTo((int) python.get().shape().size());
  }
}
