package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededTasksTest {

  private static List<Long> numbers(long seed, int threads) {
    return SeededTasks.run(40, seed, threads, () -> false, SplittableRandom::nextLong);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 64})
  void theResultsDoNotDependOnTheThreads(int threads) {
    assertThat(numbers(7, threads)).isEqualTo(numbers(7, 1));
  }

  @Test
  void everyRepetitionHasItsOwnSeed() {
    assertThat(numbers(7, 1)).hasSize(40).doesNotHaveDuplicates();
    assertThat(numbers(7, 1)).doesNotContainAnyElementsOf(numbers(8, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void cancellationStopsAllThreads(int threads) {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                SeededTasks.run(
                    1000, 1, threads, () -> done.get() >= 20, random -> done.incrementAndGet()))
        .isInstanceOf(CancellationException.class);
    // Each thread may be at work on one more.
    assertThat(done.get()).isBetween(20, 20 + threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptedCallerIsCancelledAndStaysInterrupted(int threads) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> numbers(7, threads)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aRepetitionThatFailsIsNotHidden() {
    assertThatThrownBy(
            () ->
                SeededTasks.run(
                    4,
                    1,
                    2,
                    () -> false,
                    random -> {
                      throw new ArithmeticException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
  }
}
