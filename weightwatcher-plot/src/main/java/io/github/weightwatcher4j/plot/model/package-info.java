/** Plots of all layers of one model. */
@NullMarked
package io.github.weightwatcher4j.plot.model;

import org.jspecify.annotations.NullMarked;
