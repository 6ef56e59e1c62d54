/** For the listeners of our own modules. */
@NullMarked
package io.github.weightwatcher4j.training.internal;

import org.jspecify.annotations.NullMarked;
