package io.github.weightwatcher4j.run;

/**
 * How far an analysis has come.
 *
 * @param done layers finished
 * @param total layers to analyse
 * @param share estimated share of the work that is done, in [0, 1]
 * @param layer the layer just finished; empty at the start
 */
public record Progress(int done, int total, double share, String layer) {}
