package io.github.weightwatcher4j.run;

/** Is told of an analysis's progress, at its start and after each layer, one call at a time. */
@FunctionalInterface
public interface ProgressListener {

  /** Called from the thread that finished the layer; keep it short, and throw nothing. */
  void onProgress(Progress progress);

  /** Listens to nothing. */
  static ProgressListener silent() {
    return progress -> {};
  }
}
