/** Analyses as one HTML page that needs nothing else. */
@NullMarked
package io.github.weightwatcher4j.plot.html;

import org.jspecify.annotations.NullMarked;
