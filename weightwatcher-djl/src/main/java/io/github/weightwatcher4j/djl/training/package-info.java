/** Listeners that watch a training of Deep Java Library, stop it, and keep its best epoch. */
@NullMarked
package io.github.weightwatcher4j.djl.training;

import org.jspecify.annotations.NullMarked;
