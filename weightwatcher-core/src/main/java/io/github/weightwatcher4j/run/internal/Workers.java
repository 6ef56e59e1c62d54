package io.github.weightwatcher4j.run.internal;

import io.github.weightwatcher4j.fit.Repetitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one run, so many and no more, for layers and for what is repeated inside them.
 *
 * <p>A worker starts the first layer in line that memory allows. Where there is none it helps with
 * the repetitions of a layer under way: their owner and its helpers claim one index after the other
 * until none is left, and the owner then waits for what its helpers still have in hand. Nobody who
 * holds memory waits for any, and an owner waits only for calls that are already being made: no
 * deadlock is possible.
 */
public final class Workers implements Repetitions {

  private static final long POLL_MILLIS = 100;

  private final int most;
  private final int atATime;
  private final MemoryBudget memory;
  private final BooleanSupplier condition;
  private final List<Job> waiting;
  private final List<Repeated<?>> open = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private int underWay;
  private volatile boolean stopped;
  private @Nullable Throwable failure;

  private Workers(
      List<Job> jobs, int atATime, int threads, MemoryBudget memory, BooleanSupplier condition) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1 but was " + threads);
    }
    this.waiting = new ArrayList<>(jobs);
    this.atATime = atATime;
    this.most = threads;
    this.memory = memory;
    this.condition = condition;
  }

  /**
   * Work on one layer.
   *
   * @param bytes of the memory budget that it holds
   */
  public record Job(long bytes, Work work) {}

  /** What a job does; it asks now and then whether it is cancelled. */
  @FunctionalInterface
  public interface Work {
    void run(Workers workers, BooleanSupplier cancelled);
  }

  /**
   * Does all jobs, started in the given order as far as memory allows, and waits for them.
   *
   * @param atATime jobs under way together, at most
   * @throws CancellationException where the condition became true or this thread was interrupted;
   *     by then no job runs any more
   */
  public static void run(
      List<Job> jobs, int atATime, int threads, MemoryBudget memory, BooleanSupplier condition) {
    Workers workers = new Workers(jobs, atATime, threads, memory, condition);
    try {
      workers.start(Math.min(atATime, jobs.size()));
      workers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled("the analysing thread was interrupted");
    } finally {
      workers.stop();
    }
  }

  /**
   * The result of work that repeats something on so many threads.
   *
   * @throws CancellationException where this thread was interrupted or the work cancelled
   * @throws IllegalStateException where the work failed, with what it threw as the cause
   */
  public static <T> T call(int threads, Function<Repetitions, T> work) {
    List<T> result = new ArrayList<>();
    Job job = new Job(0, (workers, cancelled) -> result.add(work.apply(workers)));
    run(List.of(job), 1, threads, new MemoryBudget(0), () -> false);
    return result.get(0);
  }

  @Override
  public <T> List<T> run(int count, IntFunction<T> task, BooleanSupplier cancelled) {
    return run(count, 0, task, cancelled);
  }

  /**
   * As {@link #run(int, IntFunction, BooleanSupplier)}, for calls that take native memory: their
   * owner's is in its budget, and a worker helps only where the budget has as much again.
   *
   * @param bytes that one call takes
   */
  public <T> List<T> run(int count, long bytes, IntFunction<T> task, BooleanSupplier cancelled) {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled("a thread was interrupted"); // helpers may do all and so hide it
    }
    Repeated<T> calls = new Repeated<>(count, bytes, task, cancelled);
    try {
      open(calls);
      calls.work();
    } finally {
      close(calls);
    }
    return calls.results();
  }

  private synchronized void open(Repeated<?> calls) {
    open.add(calls);
    start(calls.size() - 1);
    notifyAll();
  }

  /** Waits even where interrupted: what its helpers use must not be freed under them. */
  private synchronized void close(Repeated<?> calls) {
    open.remove(calls);
    boolean interrupted = false;
    while (calls.helpers > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void start(int count) {
    for (int i = 0; i < count && threads.size() < most && !stopped; i++) {
      Thread thread = new Thread(this::work, "weightwatcher-" + (threads.size() + 1));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  /** Waits for something to do; empty where there will be nothing any more. */
  private synchronized Optional<Runnable> next() {
    while (!stopped && !isDone()) {
      Thread.interrupted(); // a reader of weights may have left it set
      Optional<Runnable> next = job().or(this::help);
      if (next.isPresent()) {
        return next;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        // The loop asks whether all is to stop.
      }
    }
    return Optional.empty();
  }

  private Optional<Runnable> job() {
    for (Job job : underWay < atATime ? waiting : List.<Job>of()) {
      if (memory.take(job.bytes)) {
        waiting.remove(job);
        underWay++;
        return Optional.of(() -> run(job));
      }
    }
    return Optional.empty();
  }

  private Optional<Runnable> help() {
    for (Repeated<?> calls : open) {
      if (calls.isClaimable() && memory.take(calls.bytes)) {
        calls.helpers++;
        return Optional.of(() -> help(calls));
      }
    }
    return Optional.empty();
  }

  private void run(Job job) {
    Optional<Throwable> thrown = Optional.empty();
    try {
      if (isCancelled()) {
        throw cancelled("");
      }
      job.work.run(this, this::isCancelled);
    } catch (RuntimeException | Error e) {
      thrown = Optional.of(e);
    }
    synchronized (this) {
      if (failure == null) {
        failure = thrown.orElse(null);
      }
      underWay--;
      memory.giveBack(job.bytes);
      notifyAll();
    }
  }

  private void help(Repeated<?> calls) {
    calls.work();
    synchronized (this) {
      calls.helpers--;
      memory.giveBack(calls.bytes);
      notifyAll();
    }
  }

  private boolean isDone() {
    return waiting.isEmpty() && underWay == 0;
  }

  private boolean isCancelled() {
    return stopped || condition.getAsBoolean();
  }

  /** Asks for the condition too: a job that blocks in a read cannot, and is then interrupted. */
  private void await() throws InterruptedException {
    while (isRunning()) {
      if (condition.getAsBoolean()) {
        throw cancelled("its cancel condition was met");
      }
    }
    if (failure instanceof CancellationException) {
      throw cancelled("its cancel condition was met");
    }
    if (failure != null) {
      throw new IllegalStateException("the analysis failed", failure);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // await() is the loop
  private synchronized boolean isRunning() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException(); // work that is done would hide it
    }
    if (!isDone() && failure == null) {
      wait(POLL_MILLIS);
    }
    return !isDone() && failure == null;
  }

  private void stop() {
    synchronized (this) {
      stopped = true;
      threads.forEach(Thread::interrupt);
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static CancellationException cancelled(String why) {
    return new CancellationException("the analysis was cancelled: " + why);
  }
}
