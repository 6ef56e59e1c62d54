package io.github.weightwatcher4j.bulk;

/**
 * No law could be fitted to the bulk.
 *
 * @param reason why, in words and numbers
 */
public record FailedBulkFit(String reason) implements BulkFit {}
