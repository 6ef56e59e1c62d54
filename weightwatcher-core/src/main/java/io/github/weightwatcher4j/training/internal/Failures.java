package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Work of a listener that may fail and must not end the training. A kind of failure, what failed by
 * which class of error, is logged once with its cause and what to do, and then only counted. For
 * any number of threads.
 */
public final class Failures {

  private final Logger log;
  private final Runnable count;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Failures of one listener.
   *
   * @param count is run for each failure
   */
  public Failures(Logger log, Runnable count) {
    this.log = log;
    this.count = count;
  }

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  /** Does it; whatever is thrown, errors of the JVM too, ends here. */
  public void attempt(String what, Work work) {
    try {
      work.run();
    } catch (Throwable e) {
      failed(what, e);
    }
  }

  private void failed(String what, Throwable e) {
    try {
      count.run();
      if (told.add(what + " " + e.getClass().getName())) {
        log.error(
            "{} failed; training goes on, and later failures of this kind are only counted. {}",
            what,
            advice(what, e),
            e);
      }
    } catch (Throwable again) {
      // Memory has run out, or the log cannot write: there is nobody left to tell.
      return;
    }
  }

  private static String advice(String what, Throwable e) {
    if (e instanceof NativeLibraryException) {
      return "The message below says what to do";
    }
    if (e instanceof OutOfMemoryError) {
      return "Give Java more memory (-Xmx), or analyse fewer layers: options(o -> o.layers(...))";
    }
    if (e instanceof LinkageError) {
      return "A library is missing from the class path, or two versions of it are there:"
          + " mvn dependency:tree shows them";
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      return "See whether the disk is full and whether the file may be written; analyses stay in"
          + " memory as far as keep(...) says";
    }
    if (e instanceof CancellationException) {
      return "The thread was interrupted";
    }
    return "The cause below is an error of " + what + "; mend it, or take the listener away";
  }
}
