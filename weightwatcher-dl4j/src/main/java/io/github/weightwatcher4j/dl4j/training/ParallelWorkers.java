package io.github.weightwatcher4j.dl4j.training;

/**
 * Tells the threads of DL4J's {@code ParallelWrapper}, whose workers all call the same listeners.
 * DL4J says no more of them than their names: worker 0 trains the network itself, the others copies
 * of it, and between two of its updates the wrapper may average them all.
 */
final class ParallelWorkers {

  private static final String NAME = "ParallelWrapper training thread ";

  private ParallelWorkers() {}

  /** Whether this thread is a worker. */
  static boolean isHere() {
    return Thread.currentThread().getName().startsWith(NAME);
  }

  /** Whether this thread is a worker that trains a copy. */
  static boolean isCopyHere() {
    return isHere() && !Thread.currentThread().getName().equals(NAME + "0");
  }
}
