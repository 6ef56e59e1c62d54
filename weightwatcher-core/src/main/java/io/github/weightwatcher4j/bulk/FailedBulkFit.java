package io.github.weightwatcher4j.bulk;

/**
 * No law could be fitted to the bulk.
 *
 * @param reason why, in words and numbers
 * @param untested whether noise could not be tested at all; false where it is ruled out, because
 *     most eigenvalues lie where those of noise do not
 */
public record FailedBulkFit(String reason, boolean untested) implements BulkFit {

  /** No law, and nothing that rules noise out. */
  public FailedBulkFit(String reason) {
    this(reason, true);
  }
}
