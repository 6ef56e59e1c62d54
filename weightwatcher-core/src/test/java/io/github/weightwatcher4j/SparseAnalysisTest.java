package io.github.weightwatcher4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a matrix does not depend on whether its zeros are stored. */
class SparseAnalysisTest {

  private static final String LAYER = "weights";

  /** Heavy-tailed entries, some rows and columns empty. */
  private static double[][] dense(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] dense = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        boolean there = i % 17 != 3 && j % 23 != 5 && random.nextDouble() < 0.1;
        dense[i][j] = there ? Math.pow(random.nextDouble(), -0.4) : 0;
      }
    }
    return dense;
  }

  private static SparseMatrix sparse(double[][] dense) {
    int columns = dense[0].length;
    int[] starts = new int[dense.length + 1];
    int[] indices = new int[dense.length * columns];
    double[] values = new double[indices.length];
    int at = 0;
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < columns; j++) {
        if (dense[i][j] != 0) {
          indices[at] = j;
          values[at++] = dense[i][j];
        }
      }
      starts[i + 1] = at;
    }
    return SparseMatrix.ofCsr(
        dense.length, columns, starts, Arrays.copyOf(indices, at), Arrays.copyOf(values, at));
  }

  private static LayerReport row(Analysis analysis) {
    return analysis.details().get(LAYER);
  }

  @ParameterizedTest
  @CsvSource({"120, 60", "60, 120", "80, 80"})
  void sparseAndDenseGiveTheSameTable(int rows, int columns) {
    double[][] dense = dense(rows, columns, 1);
    Analysis expected = new WeightWatcher(dense).analyze(o -> o.randomize(true).detx(true));
    Analysis actual = new WeightWatcher(sparse(dense)).analyze(o -> o.randomize(true).detx(true));
    assertSame(expected, actual);
    Analysis turned = new WeightWatcher(sparse(dense).transpose()).analyze(o -> o.detx(true));
    assertSame(new WeightWatcher(dense).analyze(o -> o.detx(true)), turned);
  }

  private static void assertSame(Analysis expected, Analysis actual) {
    row(expected)
        .metrics()
        .asMap()
        .forEach(
            (metric, value) ->
                assertThat(row(actual).metric(metric).orElseThrow())
                    .as(metric.key())
                    .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value)))));
    assertThat(row(actual).metrics().asMap()).hasSameSizeAs(row(expected).metrics().asMap());
    assertThat(row(actual).phase().map(it -> it.phase()))
        .isEqualTo(row(expected).phase().map(it -> it.phase()));
    assertThat(row(actual).verdict().verdict()).isEqualTo(row(expected).verdict().verdict());
  }

  @Test
  void aLargeMatrixHasItsLargestEigenvaluesAndNothingThatNeedsAll() {
    double[][] dense = dense(400, 150, 2);
    Spectrum all = new WeightWatcher(dense).esd(LAYER);
    Analysis analysis =
        new WeightWatcher(sparse(dense)).analyze(o -> o.maxEvals(100).topK(40).maxN(200));
    LayerReport top = row(analysis);
    assertThat(top.spectrum().size()).isEqualTo(40);
    for (int i = 0; i < 40; i++) {
      // Residuals of 1e-6 lambda_max, of which the error is about the square.
      assertThat(top.spectrum().eigenvalue(i))
          .isCloseTo(all.eigenvalue(110 + i), within(1e-8 * all.max()));
    }
    assertThat(top.metric(Metric.TOP_K)).hasValue(40);
    assertThat(top.metric(Metric.NUM_EVALS)).hasValue(40);
    assertThat(top.metric(Metric.SQUARED_FROBENIUS_NORM).orElseThrow())
        .isCloseTo(all.sum(), within(1e-10 * all.sum()));
    assertThat(top.metric(Metric.STABLE_RANK).orElseThrow())
        .isCloseTo(all.sum() / all.max(), within(1e-9));
    assertThat(top.alpha()).isPresent();
    assertThat(top.metric(Metric.XMIN).orElseThrow()).isGreaterThanOrEqualTo(top.spectrum().min());
    assertThat(top.metric(Metric.MATRIX_RANK)).isEmpty();
    assertThat(top.phase()).isEmpty();
    assertThat(top.verdict().verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(top.verdict().reason()).startsWith("only the 40 largest of 150 eigenvalues");
  }

  @Test
  void whatNeedsTheWholeSpectrumIsAbsentWithTheReason() {
    Analysis analysis =
        new WeightWatcher(sparse(dense(200, 90, 3)))
            .analyze(o -> o.maxEvals(50).topK(20).bootstrap(50).detx(true).randomize(true));
    for (Metric metric :
        new Metric[] {
          Metric.ENTROPY, Metric.NUM_SPIKES, Metric.DETX_NUM, Metric.ALPHA_LOW, Metric.RAND_TW
        }) {
      assertThat(analysis.availability(metric).kind()).isEqualTo(Availability.Kind.ABSENT);
      assertThat(analysis.availability(metric).reason())
          .isEqualTo("the matrix is sparse and only its largest eigenvalues were computed");
    }
    assertThat(analysis.availability(FindingType.NO_BULK).isPresent()).isFalse();
    assertThat(analysis.availability(FindingType.RANK_COLLAPSE).isPresent()).isFalse();
    assertThat(analysis.toString()).contains("top k").contains("only the 20 largest of 90");
  }

  @Test
  void withoutTopKAndForTheInverseALargeMatrixIsLeftOut() {
    WeightWatcher watcher = new WeightWatcher(sparse(dense(200, 90, 4)));
    assertThat(watcher.analyze(o -> o.maxEvals(50).topK(0)).skipped()).hasSize(1);
    assertThat(watcher.analyze(o -> o.maxEvals(50).inverse(true)).skipped()).hasSize(1);
  }

  @Test
  void aNumberThatIsNoneIsReportedWithItsPlace() {
    SparseMatrix matrix =
        SparseMatrix.ofCoo(
            30, 20, new int[] {7, 2}, new int[] {3, 4}, new double[] {Double.NaN, 1});
    for (int most : new int[] {100, 15}) {
      Analysis analysis = new WeightWatcher(matrix).analyze(o -> o.maxEvals(most));
      assertThat(analysis.lost()).hasSize(1);
      assertThat(analysis.lost().get(0).reason()).contains("NaN").contains("[7, 3]");
    }
  }

  @Test
  void emptyMatricesAreSkippedWithTheReason() {
    int[] none = {};
    SparseMatrix empty = SparseMatrix.ofCoo(0, 5, none, none, new double[0]);
    assertThat(new WeightWatcher(empty).analyze().skipped().get(0).reason()).contains("empty");
    SparseMatrix zeros = SparseMatrix.ofCoo(40, 30, none, none, new double[0]);
    Analysis all = new WeightWatcher(zeros).analyze();
    assertThat(row(all).verdict().verdict()).isEqualTo(Verdict.RANK_COLLAPSED);
    Analysis top = new WeightWatcher(zeros).analyze(o -> o.maxEvals(20).topK(5));
    assertThat(row(top).metric(Metric.LAMBDA_MAX)).hasValue(0);
  }
}
