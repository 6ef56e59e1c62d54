/** Plots of one layer. */
@NullMarked
package io.github.weightwatcher4j.plot.layer;

import org.jspecify.annotations.NullMarked;
