package io.github.weightwatcher4j.trend;

/**
 * A measure of several groups in two numbers.
 *
 * @param mean over the groups
 * @param deviation standard deviation over the groups, of n - 1 degrees of freedom
 * @param groups n, at least 2
 */
public record GroupMean(double mean, double deviation, int groups) {}
