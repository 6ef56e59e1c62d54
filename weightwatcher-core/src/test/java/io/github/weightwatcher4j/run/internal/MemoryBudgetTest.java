package io.github.weightwatcher4j.run.internal;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryBudgetTest {

  private static final int ROWS = 300;
  private static final int COLUMNS = 200;
  private static final long ONE_LAYER =
      new LapackSolver(SpectrumMethod.FAST).bytesNeeded(new MatrixShape(ROWS, COLUMNS, 1));

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Layers that count how many of them are being read, and wait a little for each other. */
  private ModelSource source(int layers, CountDownLatch meeting) {
    double[][] matrix = gaussian(201, ROWS, COLUMNS);
    List<Layer> list = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      list.add(
          Sources.layer(
              i,
              "fc" + i,
              ROWS,
              COLUMNS,
              () -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                meeting.countDown();
                return Sources.watched(matrix, () -> waitFor(meeting), inFlight::decrementAndGet);
              }));
    }
    return ModelSource.of("counting", list);
  }

  private static void waitFor(CountDownLatch meeting) {
    try {
      // For all to come, or long enough for one that may come too to do so.
      assertThat(meeting.await(50, TimeUnit.MILLISECONDS)).isIn(true, false);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Analysis analyze(long budget, CountDownLatch meeting) {
    return new WeightWatcher(source(6, meeting))
        .analyze(options -> options.threads(3).memory(budget));
  }

  @Test
  void aBudgetForOneLayerServesOneAtATime() {
    Analysis analysis = analyze(ONE_LAYER * 3 / 2, new CountDownLatch(2));
    assertThat(analysis.details().size()).isEqualTo(6);
    assertThat(most).hasValue(1);
  }

  @Test
  void aBudgetForTwoServesTwo() {
    analyze(ONE_LAYER * 2, new CountDownLatch(3));
    assertThat(most).hasValue(2);
  }

  @Test
  void anAmpleBudgetServesAsManyAsThereAreThreads() {
    analyze(ONE_LAYER * 100, new CountDownLatch(3));
    assertThat(most).hasValue(3);
  }

  @Test
  void aLayerOverTheBudgetIsSkippedWithTheNumbersAndTheOthersAreThere() {
    double[][] small = gaussian(202, 40, 20);
    ModelSource source =
        ModelSource.of(
            "model",
            List.of(
                Sources.layer(0, "small", small),
                Sources.layer(
                    1,
                    "large",
                    3000,
                    3000,
                    () -> {
                      throw new IllegalStateException("not to be opened");
                    })));
    Analysis analysis = new WeightWatcher(source).analyze(options -> options.memory(50_000_000));
    assertThat(analysis.details().stream().map(LayerReport::name)).containsExactly("small");
    assertThat(analysis.skipped().get(0).cause()).isEqualTo(Cause.FAILED);
    assertThat(analysis.skipped().get(0).reason())
        .matches("needs \\d+ MB of memory, more than memory = 50 MB");
  }

  @Test
  void sizesBelowAMegabyteAreNotRoundedToNothing() {
    double[][] small = gaussian(202, 40, 20);
    ModelSource source = ModelSource.of("model", List.of(Sources.layer(0, "small", small)));

    Analysis analysis = new WeightWatcher(source).analyze(options -> options.memory(1024));

    assertThat(analysis.skipped().get(0).reason())
        .matches("needs [1-9][0-9.]* kB of memory, more than memory = 1[.]0 kB");
  }

  @Test
  void theShareThatIsTakenIsGivenBackAndTakenAgain() {
    MemoryBudget budget = new MemoryBudget(100);
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(60)).isFalse();
    budget.giveBack(60);
    assertThat(budget.take(60)).isTrue();
    budget.giveBack(60);
    assertThat(budget.take(1000)).as("alone, it may be larger than all").isTrue();
    assertThat(budget.take(1)).isFalse();
    assertThat(budget.take(0)).as("what takes nothing may always begin").isTrue();
  }

  @Test
  void halfOfWhatIsFreeIsAPositiveShareOfTheMachine() {
    assertThat(MemoryBudget.halfOfFree()).isPositive();
  }
}
