/**
 * Matrices to eigenvalues. {@link io.github.weightwatcher4j.spectrum.internal.LapackSolver} and the
 * classes it keeps to itself are the only place with native calls.
 */
@NullMarked
package io.github.weightwatcher4j.spectrum;

import org.jspecify.annotations.NullMarked;
