package io.github.weightwatcher4j.training.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work done one after the other by one daemon thread, with a limited number of pieces waiting. The
 * thread ends where there is no work for a while and comes back with new work.
 */
final class BackgroundQueue {

  private static final int IDLE_SECONDS = 5;

  private final int places;
  private final Semaphore free;
  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final ThreadPoolExecutor worker;

  /** A queue with room for that many pieces, besides the one in work. */
  BackgroundQueue(int room) {
    places = room + 1;
    free = new Semaphore(places);
    worker = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, waiting, this::daemon);
    worker.allowCoreThreadTimeOut(true);
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "weightwatcher-listener");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a place without waiting; false where none is free. */
  boolean reserve() {
    return free.tryAcquire();
  }

  /** Gives a place back that no work was submitted for. */
  void release() {
    free.release();
  }

  /** Pieces that wait or are in work. */
  int taken() {
    return places - free.availablePermits();
  }

  /**
   * Queues work for a place taken before; the place is given back when it is done.
   *
   * @param dropped is run in place of the work where it is given up
   */
  void submit(Runnable work, Runnable dropped) {
    worker.execute(new Place(work, dropped));
  }

  /** A piece of work with its place. */
  private final class Place implements Runnable {

    private final Runnable work;
    private final Runnable dropped;

    Place(Runnable work, Runnable dropped) {
      this.work = work;
      this.dropped = dropped;
    }

    @Override
    public void run() {
      try {
        work.run();
      } finally {
        free.release();
      }
    }
  }

  /** Waits until all that was submitted is done. */
  void await() throws InterruptedException {
    try {
      worker.submit(() -> {}).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Gives up what waits and returns how much that was. What is in work goes on. */
  int clear() {
    List<Runnable> given = new ArrayList<>();
    waiting.drainTo(given);
    int count = 0;
    for (Runnable each : given) {
      if (each instanceof Place place) {
        place.dropped.run();
        free.release();
        count++;
      }
    }
    return count;
  }
}
