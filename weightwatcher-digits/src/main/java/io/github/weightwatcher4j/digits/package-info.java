/** Real data small enough for a jar, and two networks to train on it. */
@NullMarked
package io.github.weightwatcher4j.digits;

import org.jspecify.annotations.NullMarked;
