package io.github.weightwatcher4j.run.internal;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The calls of one task for many indices, which are claimed by whoever has time. */
public final class Repeated<T> {

  private final IntFunction<T> task;
  private final BooleanSupplier cancelled;
  private final AtomicReferenceArray<T> results;
  private final AtomicInteger next = new AtomicInteger();
  private int failedAt = Integer.MAX_VALUE;
  private @Nullable Throwable failure;

  /** Of the memory budget, for each helper. */
  public final long bytes;

  /** Workers that help the owner; guarded by all workers' lock. */
  int helpers;

  public Repeated(int count, long bytes, IntFunction<T> task, BooleanSupplier cancelled) {
    this.results = new AtomicReferenceArray<>(count);
    this.bytes = bytes;
    this.task = task;
    this.cancelled = cancelled;
  }

  public int size() {
    return results.length();
  }

  public boolean isClaimable() {
    return next.get() < size();
  }

  /** Makes calls until all are claimed. */
  public void work() {
    for (int i = next.getAndIncrement(); i < size(); i = next.getAndIncrement()) {
      try {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          throw new CancellationException("the analysis was cancelled");
        }
        results.set(i, task.apply(i));
      } catch (RuntimeException | Error e) {
        fail(i, e);
      }
    }
  }

  /** Indices are claimed in order: the lowest that fails is the one that fails on one thread. */
  private synchronized void fail(int index, Throwable thrown) {
    next.set(size());
    if (index < failedAt) {
      failedAt = index;
      failure = thrown;
    }
  }

  /** All results, once nobody is at work; throws what a call threw. */
  public synchronized List<T> results() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return IntStream.range(0, size())
        .mapToObj(i -> Objects.requireNonNull(results.get(i)))
        .toList();
  }
}
