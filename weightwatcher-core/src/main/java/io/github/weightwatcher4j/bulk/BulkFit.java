package io.github.weightwatcher4j.bulk;

/** The outcome of fitting the bulk of a spectrum: the fit, or why there is none. */
public sealed interface BulkFit permits MarchenkoPasturFit, FailedBulkFit {

  /** Whether there is a fit. */
  default boolean succeeded() {
    return !(this instanceof FailedBulkFit);
  }
}
