/** Draws {@code docs/images/gallery}: networks and made-up spectra, in every kind of plot. */
@NullMarked
package io.github.weightwatcher4j.examples.gallery;

import org.jspecify.annotations.NullMarked;
