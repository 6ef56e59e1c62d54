/**
 * The curvature of a loss: eigenvalues, trace and spectral density of its Hessian, from gradients
 * alone.
 */
@NullMarked
package io.github.weightwatcher4j.curvature;

import org.jspecify.annotations.NullMarked;
