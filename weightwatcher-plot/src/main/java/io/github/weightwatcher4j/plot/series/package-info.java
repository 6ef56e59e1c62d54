/**
 * Plots of several analyses: models side by side, a series of models against test error, a network
 * over its training.
 */
@NullMarked
package io.github.weightwatcher4j.plot.series;

import org.jspecify.annotations.NullMarked;
