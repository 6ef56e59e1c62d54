package io.github.weightwatcher4j.fit;

/**
 * No law could be fitted.
 *
 * @param reason why, in words and numbers
 */
public record FailedFit(String reason) implements TailFit {}
