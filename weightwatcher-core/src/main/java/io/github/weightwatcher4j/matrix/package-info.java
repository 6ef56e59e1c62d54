/** A layer's tensor as the matrices whose eigenvalues are taken. */
@NullMarked
package io.github.weightwatcher4j.matrix;

import org.jspecify.annotations.NullMarked;
