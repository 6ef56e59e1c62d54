/** What our own modules need of matrix and no user does; it may change in any version. */
@NullMarked
package io.github.weightwatcher4j.matrix.internal;

import org.jspecify.annotations.NullMarked;
