package io.github.weightwatcher4j.remote;

/**
 * How much has been fetched.
 *
 * @param received bytes that have come until now, of all files beside the one that was asked for
 *     too
 * @param known bytes that the files have which were opened until now
 */
public record Traffic(long received, long known) {}
