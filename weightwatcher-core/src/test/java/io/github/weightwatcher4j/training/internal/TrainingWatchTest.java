package io.github.weightwatcher4j.training.internal;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.ListenerBuilder;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What listeners share, by a listener of no framework. */
class TrainingWatchTest {

  private static final Map<String, double[][]> MODEL = Map.of("fc", gaussian(1, 80, 60));

  private final AtomicInteger freed = new AtomicInteger();

  /** The options of every framework. */
  private static final class Plain extends ListenerBuilder<Plain> {

    @Override
    protected Plain self() {
      return this;
    }

    TrainingWatch build() {
      return watch(LoggerFactory.getLogger(TrainingWatchTest.class));
    }

    Plain everyEpochs(int n) {
      return every(n, false);
    }
  }

  private ModelCopy copy() {
    ModelSource source = ModelAdapters.open(MODEL);
    return new ModelCopy(source, freed::incrementAndGet);
  }

  private void visit(TrainingWatch watch, int epoch) {
    watch.visit(Moment.of(epoch, 4 * epoch, Double.NaN), MODEL, this::copy, () -> {});
  }

  @Test
  void aModelOfAnyFrameworkIsAnalysedAtOnce() {
    TrainingWatch watch = new Plain().build();
    AtomicInteger after = new AtomicInteger();

    watch.visit(Moment.of(1, 4, 0.5), MODEL, this::copy, after::incrementAndGet);
    visit(watch, 2);

    assertThat(watch.history().steps())
        .extracting(TrainingStep::epoch, TrainingStep::iteration, it -> it.score().isPresent())
        .containsExactly(tuple(1, 4, true), tuple(2, 8, false));
    assertThat(watch.history().steps().get(0).analysis().details()).hasSize(1);
    assertThat(after).hasValue(1);
    assertThat(freed).as("no copy was taken").hasValue(0);
  }

  @Test
  void aCopyIsAnalysedInTheBackgroundAndFreed() throws InterruptedException {
    TrainingWatch watch = new Plain().inBackground().build();

    visit(watch, 1);
    visit(watch, 2);
    watch.await();

    assertThat(watch.history().steps()).extracting(TrainingStep::epoch).containsExactly(1, 2);
    assertThat(freed).hasValue(2);
    assertThat(watch.cost().analyses()).isEqualTo(2);
  }

  @Test
  void whatFindsNoPlaceIsDroppedAndCounted() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    TrainingWatch watch =
        new Plain()
            .inBackground()
            .queue(1)
            .onAnalysis(
                step -> {
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build();

    for (int epoch = 1; epoch <= 5; epoch++) {
      visit(watch, epoch);
    }
    go.countDown();
    watch.await();

    assertThat(watch.cost().dropped()).isEqualTo(3);
    assertThat(watch.history().steps()).extracting(TrainingStep::epoch).containsExactly(1, 2);
  }

  @Test
  void aClosedWatchVisitsNothingAndKeepsItsHistory() {
    TrainingWatch watch = new Plain().build();
    visit(watch, 1);
    watch.close();

    visit(watch, 2);

    assertThat(watch.isClosed()).isTrue();
    assertThat(watch.history().steps()).hasSize(1);
  }

  @Test
  void multiplesOfTheIntervalAreDue() {
    TrainingWatch watch = new Plain().everyEpochs(3).build();

    assertThat(watch.isDue(0)).isFalse();
    assertThat(watch.isDue(3)).isTrue();
    assertThat(watch.isDue(4)).isFalse();
    assertThat(watch.isDue(6)).isTrue();
  }
}
