package io.github.weightwatcher4j.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundQueueTest {

  @Test
  void whatIsGivenUpIsToldSoThatItCanBeFreed() throws InterruptedException {
    BackgroundQueue queue = new BackgroundQueue(2);
    List<String> log = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.reserve()).isTrue();
    }
    assertThat(queue.reserve()).isFalse();
    queue.submit(
        () -> {
          begun.countDown();
          awaited(goOn);
          log.add("first done");
        },
        () -> log.add("first dropped"));
    begun.await();
    queue.submit(() -> log.add("second done"), () -> log.add("second dropped"));
    queue.submit(() -> log.add("third done"), () -> log.add("third dropped"));

    assertThat(queue.clear()).isEqualTo(2);
    goOn.countDown();
    queue.await();

    assertThat(log).containsExactly("second dropped", "third dropped", "first done");
    assertThat(queue.taken()).isZero();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
