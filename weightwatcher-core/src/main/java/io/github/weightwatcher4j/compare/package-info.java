/**
 * Models made from models: distances of two, differences, low-rank updates, layers stacked or
 * multiplied.
 */
@NullMarked
package io.github.weightwatcher4j.compare;

import org.jspecify.annotations.NullMarked;
