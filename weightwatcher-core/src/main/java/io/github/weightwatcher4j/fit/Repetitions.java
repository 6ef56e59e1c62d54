package io.github.weightwatcher4j.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Does a task many times over, on one thread or on several: the results are the same. */
public interface Repetitions {

  /**
   * The result of the task for each index, in order.
   *
   * @param count number of indices, which begin at 0
   * @param task safe to call from many threads; depends on nothing but its index
   * @param cancelled asked before each call
   * @return as many results
   * @throws CancellationException where {@code cancelled} became true or this thread was
   *     interrupted, which it then still is. What the task throws is thrown on, for the lowest such
   *     index
   */
  <T> List<T> run(int count, IntFunction<T> task, BooleanSupplier cancelled);

  /** One call after the other on the calling thread. */
  static Repetitions sequential() {
    return new Repetitions() {
      @Override
      public <T> List<T> run(int count, IntFunction<T> task, BooleanSupplier cancelled) {
        List<T> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the analysis was cancelled");
          }
          results.add(task.apply(i));
        }
        return results;
      }
    };
  }
}
