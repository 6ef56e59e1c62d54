package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** The same numbers to the last bit, however the work is spread. */
class DeterminismTest {

  private static final Map<String, Object> MODEL = model();

  /** 24 layers of different sizes and kinds: some of one block, some of several. */
  private static Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      int rows = 40 + 37 * i;
      int columns = 20 + 29 * i;
      model.put("doubles" + i, heavyTailed(111 + i, 2, rows, columns));
      model.put("floats" + i, floats(gaussian(121 + i, columns, rows)));
      model.put("array" + i, Nd4j.create(floats(gaussian(131 + i, rows, columns))));
    }
    model.put("tall", floats(gaussian(141, 9000, 60)));
    double[][] kernel = gaussian(142, 48, 16 * 9);
    model.put("conv", Nd4j.create(floats(kernel)).reshape('c', 48, 16, 3, 3));
    double[][] deficient = gaussian(143, 120, 60);
    for (double[] row : deficient) {
      row[7] = row[8]; // decided by the singular values
    }
    model.put("deficient", deficient);
    return model;
  }

  private static Analysis analyze(int threads) {
    return new WeightWatcher(MODEL).analyze(options -> options.threads(threads));
  }

  private static void requireSame(Analysis actual, Analysis expected) {
    assertThat(actual.details()).isEqualTo(expected.details());
    assertThat(actual.summary()).isEqualTo(expected.summary());
    assertThat(actual.findings()).isEqualTo(expected.findings());
    assertThat(actual.skipped()).isEqualTo(expected.skipped());
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 8})
  void resultsDoNotDependOnTheNumberOfThreads(int threads) {
    Analysis expected = analyze(1);
    assertThat(expected.details().size()).isGreaterThan(20);
    requireSame(analyze(threads), expected);
    requireSame(analyze(threads), expected);
  }

  @Test
  void largeLayersOfTheTwoStageRouteAreTheSameToo() {
    Map<String, Object> model = new LinkedHashMap<>(MODEL);
    model.put("large", floats(gaussian(144, 2250, 2210)));
    WeightWatcher watcher = new WeightWatcher(model);
    requireSame(
        watcher.analyze(options -> options.threads(2)),
        watcher.analyze(options -> options.threads(1)));
  }

  @Test
  void manyThreadsMayAnalyzeWithOneWatcher() throws Exception {
    Analysis expected = analyze(1);
    int threads = openblas.blas_get_num_threads();
    WeightWatcher shared = new WeightWatcher(MODEL);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Analysis>> calls = new ArrayList<>();
      for (int call = 0; call < 8; call++) {
        calls.add(() -> shared.analyze(options -> options.threads(2)));
      }
      for (Future<Analysis> analysis : executor.invokeAll(calls)) {
        requireSame(analysis.get(), expected);
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(openblas.blas_get_num_threads()).isEqualTo(threads);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneTensorMayBeReadByManyAnalysesAtOnce(boolean isIndArray) throws Exception {
    // Tall and thin: nearly all the time goes into reading.
    float[][] tall = floats(gaussian(145, 40_000, 12));
    WeightWatcher shared = new WeightWatcher(isIndArray ? Nd4j.create(tall) : tall);
    Analysis expected = shared.analyze();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Analysis>> calls = Collections.nCopies(40, () -> shared.analyze());
      for (Future<Analysis> analysis : executor.invokeAll(calls)) {
        requireSame(analysis.get(), expected);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void theThreadsOfTheNativeLibraryAreAsBefore() {
    analyze(1);
    int before = openblas.blas_get_num_threads();
    try {
      for (int threads : new int[] {1, 2}) {
        openblas.blas_set_num_threads(threads);
        analyze(2);
        assertThat(openblas.blas_get_num_threads()).isEqualTo(threads);
      }
    } finally {
      openblas.blas_set_num_threads(before);
    }
  }

  @Test
  void resultsThatNeedNotBeReproducibleAreStillRight() {
    Analysis expected = analyze(1);
    Analysis actual =
        new WeightWatcher(MODEL).analyze(options -> options.reproducible(false).threads(2));
    // No layer here is large enough for several BLAS threads.
    requireSame(actual, expected);
  }
}
