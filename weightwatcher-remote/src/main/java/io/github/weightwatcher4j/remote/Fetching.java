package io.github.weightwatcher4j.remote;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that fetch. They end when there is nothing to do, and keep no process alive. */
final class Fetching {

  /** Requests under way at once, of all files of all servers. */
  private static final int MOST = 16;

  private static final ThreadPoolExecutor POOL = pool();

  private Fetching() {}

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "weightwatcher-remote");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  static void run(Runnable work) {
    POOL.execute(work);
  }
}
