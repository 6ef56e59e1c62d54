package io.github.weightwatcher4j.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Repeats a random task, each time with a seed of its own, on as many threads as asked for. */
final class SeededTasks {

  private SeededTasks() {}

  /**
   * The results in order; they depend on the seed and not on the number of threads. One thread is
   * the caller's.
   *
   * @throws CancellationException where {@code cancelled} became true or a thread was interrupted
   */
  static <T> List<T> run(
      int count,
      long seed,
      int threads,
      BooleanSupplier cancelled,
      Function<SplittableRandom, T> task) {
    long[] seeds = new SplittableRandom(seed).longs(count).toArray();
    if (threads == 1) {
      return part(seeds, 0, count, cancelled, task);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(); // work that is done before it is waited for would hide it
    }
    List<Callable<List<T>>> parts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int from = (int) ((long) count * thread / threads);
      int to = (int) ((long) count * (thread + 1) / threads);
      parts.add(() -> part(seeds, from, to, cancelled, task));
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads, SeededTasks::thread);
    try {
      return joined(executor.invokeAll(parts));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } finally {
      executor.shutdownNow();
    }
  }

  private static <T> List<T> part(
      long[] seeds,
      int from,
      int to,
      BooleanSupplier cancelled,
      Function<SplittableRandom, T> task) {
    List<T> results = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw cancelled();
      }
      results.add(task.apply(new SplittableRandom(seeds[i])));
    }
    return results;
  }

  private static <T> List<T> joined(List<Future<List<T>>> parts) throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<List<T>> part : parts) {
      try {
        results.addAll(part.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof CancellationException) {
          throw cancelled();
        }
        throw new IllegalStateException("a repetition failed", e.getCause());
      }
    }
    return results;
  }

  private static CancellationException cancelled() {
    return new CancellationException("the analysis was cancelled");
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "weightwatcher-bootstrap");
    thread.setDaemon(true);
    return thread;
  }
}
