package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.samples.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An analysis that is cancelled ends soon, says so, and leaves nothing running. */
@Timeout(60)
class CancellationTest {

  private static final double[][] MATRIX = gaussian(181, 40, 20);

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  /** Some layers that do this at each read. */
  private ModelSource source(int layers, Sources.OnRead onRead) {
    List<Layer> list = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      list.add(
          Sources.layer(
              i,
              "fc" + i,
              40,
              20,
              () -> {
                open.incrementAndGet();
                return Sources.watched(
                    MATRIX,
                    () -> {
                      reads.incrementAndGet();
                      onRead.run();
                    },
                    open::decrementAndGet);
              }));
    }
    return ModelSource.of("watched", list);
  }

  @AfterEach
  void nothingIsLeftRunningOrOpen() throws InterruptedException {
    assertThat(open).hasValue(0);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("weightwatcher-")) {
        thread.join(5000); // its work is done, but it may still be on its way out
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aConditionThatHoldsFromTheStartReadsNothing() {
    WeightWatcher watcher = new WeightWatcher(source(5, () -> {}));
    assertThatThrownBy(() -> watcher.analyze(options -> options.cancelWhen(() -> true)))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("cancelled");
    assertThat(reads).hasValue(0);
  }

  @Test
  void aConditionThatComesTrueStopsTheLayersThatAreLeft() {
    WeightWatcher watcher = new WeightWatcher(source(50, () -> {}));
    int threads = openblas.blas_get_num_threads();
    assertThatThrownBy(
            () ->
                watcher.analyze(options -> options.threads(2).cancelWhen(() -> reads.get() >= 10)))
        .isInstanceOf(CancellationException.class);
    assertThat(reads.get()).isBetween(10, 12);
    assertThat(openblas.blas_get_num_threads()).isEqualTo(threads);
    assertThat(watcher.analyze().details().size()).as("and can be used again").isEqualTo(50);
  }

  @Test
  void anInterruptedCallerIsToldAndKeepsItsFlag() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    WeightWatcher watcher = new WeightWatcher(source(20, () -> sleepOnceReading(reading, 20)));
    Outcome outcome = startAndThen(watcher, reading, Thread::interrupt);
    assertThat(outcome.failure()).isInstanceOf(CancellationException.class);
    assertThat(outcome.failure()).hasMessageContaining("interrupted");
    assertThat(outcome.interrupted()).isTrue();
    assertThat(reads.get()).isLessThan(20);
  }

  @Test
  void aReaderThatBlocksIsInterruptedWithTheCaller() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    WeightWatcher watcher =
        new WeightWatcher(source(3, () -> sleepOnceReading(reading, 1_000_000)));
    Outcome outcome = startAndThen(watcher, reading, Thread::interrupt);
    assertThat(outcome.failure()).isInstanceOf(CancellationException.class);
    assertThat(outcome.interrupted()).isTrue();
  }

  @Test
  void aReaderThatBlocksIsInterruptedWhenTheConditionComesTrue() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicBoolean cancelled = new AtomicBoolean();
    WeightWatcher watcher = new WeightWatcher(source(3, () -> sleepOnceReading(reading, 30_000)));
    long start = System.nanoTime();
    Outcome outcome =
        startAndThen(
            watcher,
            reading,
            thread -> cancelled.set(true),
            options -> options.cancelWhen(cancelled::get));
    assertThat(outcome.failure()).isInstanceOf(CancellationException.class);
    assertThat(outcome.interrupted()).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(15);
  }

  @Test
  void theCallerWaitsForAReaderThatCannotBeInterrupted() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    WeightWatcher watcher =
        new WeightWatcher(
            source(
                1,
                () -> {
                  reading.countDown();
                  long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  finished.set(true);
                }));
    Outcome outcome = startAndThen(watcher, reading, Thread::interrupt);
    assertThat(outcome.failure()).isInstanceOf(CancellationException.class);
    assertThat(finished).as("the reader came to its end before the caller was told").isTrue();
  }

  @Test
  void aCallerWhoWasInterruptedBeforeIsToldAtOnce() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> new WeightWatcher(source(5, () -> {})).analyze())
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void sleepOnceReading(CountDownLatch reading, long millis) {
    reading.countDown();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the reader was interrupted", e);
    }
  }

  private record Outcome(Throwable failure, boolean interrupted) {}

  private static Outcome startAndThen(
      WeightWatcher watcher, CountDownLatch reading, Consumer<Thread> act)
      throws InterruptedException {
    return startAndThen(watcher, reading, act, options -> options);
  }

  /** Analyses on a thread of its own, acts on it once a layer is being read, waits for its end. */
  private static Outcome startAndThen(
      WeightWatcher watcher,
      CountDownLatch reading,
      Consumer<Thread> act,
      UnaryOperator<AnalysisOptionsBuilder> options)
      throws InterruptedException {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                watcher.analyze(options);
                outcome.set(new Outcome(new AssertionError("not cancelled"), false));
              } catch (RuntimeException e) {
                outcome.set(new Outcome(e, Thread.currentThread().isInterrupted()));
              }
            });
    thread.start();
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    act.accept(thread);
    thread.join();
    return Objects.requireNonNull(outcome.get());
  }
}
