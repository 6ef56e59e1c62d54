/**
 * Random matrices of known laws, what their spectra look like, and the law of entries that a
 * spectrum looks like: universality.
 */
@NullMarked
package io.github.weightwatcher4j.random;

import org.jspecify.annotations.NullMarked;
