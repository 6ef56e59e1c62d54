package io.github.weightwatcher4j.run;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Runs a task for each index on a few threads of its own, until done, failed or cancelled. */
final class LayerPool {

  private static final long POLL_MILLIS = 100;

  private LayerPool() {}

  /** Work on one item, which asks now and then whether it is cancelled. */
  @FunctionalInterface
  interface Task {
    void run(int index, BooleanSupplier cancelled) throws InterruptedException;
  }

  /**
   * Runs the task for each index, started in the given order, and waits for all.
   *
   * @throws CancellationException where the condition became true or this thread was interrupted;
   *     by then no task runs any more
   */
  static void run(List<Integer> indices, int threads, BooleanSupplier condition, Task task) {
    AtomicBoolean stopped = new AtomicBoolean();
    BooleanSupplier cancelled = () -> stopped.get() || condition.getAsBoolean();
    ExecutorService executor =
        Executors.newFixedThreadPool(Math.min(threads, indices.size()), LayerPool::thread);
    try {
      List<Future<?>> futures =
          indices.stream()
              .<Future<?>>map(i -> executor.submit(() -> start(task, i, cancelled)))
              .toList();
      for (Future<?> future : futures) {
        await(future, condition);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled("the analysing thread was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException) {
        throw cancelled("its condition to cancel came true");
      }
      throw new IllegalStateException("the analysis failed", e.getCause());
    } finally {
      stopped.set(true);
      executor.shutdownNow();
      waitFor(executor);
    }
  }

  /** Asks for the condition too: a task that blocks in a read cannot, and is then interrupted. */
  private static void await(Future<?> future, BooleanSupplier condition)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (condition.getAsBoolean()) {
          throw cancelled("its condition to cancel came true");
        }
      }
    }
  }

  private static Object start(Task task, int index, BooleanSupplier cancelled)
      throws InterruptedException {
    if (cancelled.getAsBoolean()) {
      throw cancelled("");
    }
    task.run(index, cancelled);
    return index;
  }

  private static CancellationException cancelled(String why) {
    return new CancellationException("the analysis was cancelled: " + why);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "weightwatcher");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits even where interrupted: buffers in use must not be freed under a native call. */
  private static void waitFor(ExecutorService executor) {
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
