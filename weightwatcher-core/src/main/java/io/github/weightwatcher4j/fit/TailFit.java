package io.github.weightwatcher4j.fit;

/** The outcome of fitting a law to the tail of a spectrum: the fit, or why there is none. */
public sealed interface TailFit permits LawFit, FailedFit {

  /** Whether there is a fit. */
  default boolean succeeded() {
    return !(this instanceof FailedFit);
  }
}
