/** How plots are described and drawn: marks on two axes, in one style, as PNG and SVG. */
@NullMarked
package io.github.weightwatcher4j.plot.chart;

import org.jspecify.annotations.NullMarked;
