/** The exchange format of sparse matrices, {@code .mtx}. */
@NullMarked
package io.github.weightwatcher4j.formats.matrixmarket;

import org.jspecify.annotations.NullMarked;
