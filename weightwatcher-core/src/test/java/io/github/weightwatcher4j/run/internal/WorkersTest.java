package io.github.weightwatcher4j.run.internal;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.Repetitions;
import io.github.weightwatcher4j.report.Analysis;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many threads for everything, and the same results on any number of them. */
@Timeout(120)
class WorkersTest {

  private static List<Long> numbers(long seed, Repetitions repetitions) {
    long[] seeds = new SplittableRandom(seed).longs(40).toArray();
    return repetitions.run(40, i -> new SplittableRandom(seeds[i]).nextLong(), () -> false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 64})
  void theResultsDoNotDependOnTheThreads(int threads) {
    List<Long> numbers = Workers.call(threads, workers -> numbers(7, workers));
    assertThat(numbers).isEqualTo(numbers(7, Repetitions.sequential()));
  }

  @Test
  void everyIndexIsCalledOnce() {
    assertThat(numbers(7, Repetitions.sequential())).hasSize(40).doesNotHaveDuplicates();
    assertThat(numbers(7, Repetitions.sequential()))
        .doesNotContainAnyElementsOf(numbers(8, Repetitions.sequential()));
    List<Integer> calls = Workers.call(3, workers -> workers.run(100, i -> i, () -> false));
    assertThat(calls).isSorted().hasSize(100).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void cancellationStopsAllThreads(int threads) {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Workers.call(
                    threads,
                    workers ->
                        workers.run(1000, i -> done.incrementAndGet(), () -> done.get() >= 20)))
        .isInstanceOf(CancellationException.class);
    // Each thread may be at work on one more.
    assertThat(done.get()).isBetween(20, 20 + threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptedCallerIsCancelledAndStaysInterrupted(int threads) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Workers.call(threads, workers -> numbers(7, workers)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> numbers(7, Repetitions.sequential()))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aCallThatFailsIsNotHiddenAndIsTheOneThatFailsOnOneThread(int threads) {
    assertThatThrownBy(
            () ->
                Workers.call(
                    threads,
                    workers ->
                        workers.run(
                            40,
                            i -> {
                              if (i < 3) {
                                return i;
                              }
                              throw new ArithmeticException("broken " + i);
                            },
                            () -> false)))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(ArithmeticException.class)
        .hasRootCauseMessage("broken 3");
  }

  @Test
  void aNumberOfThreadsBelowOneIsRefused() {
    assertThatThrownBy(() -> Workers.call(0, workers -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be >= 1 but was 0");
  }

  @Test
  void workersWithoutALayerHelpTheOneThatIsLeft() {
    CountDownLatch together = new CountDownLatch(4);
    List<Boolean> met =
        Workers.call(4, workers -> workers.run(4, i -> meet(together), () -> false));
    assertThat(met).as("all four indices are in hand at the same time").containsOnly(true);
  }

  @Test
  void helpersThatFindNoMemoryLeaveAllToTheOwner() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    Workers.Job job =
        new Workers.Job(
            60,
            (workers, cancelled) ->
                workers.run(50, 60, i -> names.add(Thread.currentThread().getName()), cancelled));
    Workers.run(List.of(job), 1, 4, new MemoryBudget(100), () -> false);
    assertThat(names).hasSize(1);
  }

  @Test
  void repetitionsInsideRepetitionsCannotWaitForEachOther() {
    List<List<Integer>> table =
        Workers.call(
            3,
            workers -> workers.run(20, i -> workers.run(20, j -> i * j, () -> false), () -> false));
    assertThat(table.get(7)).hasSize(20).endsWith(7 * 19);
  }

  private static boolean meet(CountDownLatch together) {
    together.countDown();
    try {
      return together.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 20 layers with everything on that is repeated inside a layer. */
  private static Analysis analyze(int threads, BooleanSupplier asked) {
    Map<String, Object> model = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      model.put("fc" + i, i % 2 == 0 ? heavyTailed(i, 2, 80, 60) : floats(gaussian(i, 70, 50)));
    }
    return new WeightWatcher(model)
        .analyze(
            options ->
                options
                    .threads(threads)
                    .cancelWhen(asked)
                    .bootstrap(200)
                    .compareLaws(true)
                    .randomize(true)
                    .replicas(3));
  }

  @Test
  void anAnalysisHasSoManyThreadsAndNoMoreAndItsResultsAreThoseOfOne() {
    AtomicInteger most = new AtomicInteger();
    Set<Thread> all = ConcurrentHashMap.newKeySet();
    Analysis many =
        analyze(
            32,
            () -> { // asked before each repetition, by the thread that does it
              all.add(Thread.currentThread());
              most.accumulateAndGet(live(), Math::max);
              return false;
            });
    Analysis one = analyze(1, () -> false);

    assertThat(most.get()).as("at the peak").isBetween(20, 32);
    assertThat(all).as("ever, with the caller's").hasSizeLessThanOrEqualTo(33);
    assertThat(many.details()).isEqualTo(one.details());
    assertThat(many.summary()).isEqualTo(one.summary());
    assertThat(many.findings()).isEqualTo(one.findings());
  }

  /** Threads of this library. */
  private static int live() {
    Thread[] threads = new Thread[2000];
    int count = Thread.currentThread().getThreadGroup().enumerate(threads);
    return (int)
        Arrays.stream(threads, 0, count)
            .filter(thread -> thread.getName().startsWith("weightwatcher"))
            .count();
  }
}
