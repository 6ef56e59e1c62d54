/** Universality classes: simulations behind docs/theory.md and the table of the core. */
@NullMarked
package io.github.weightwatcher4j.benchmarks.universality;

import org.jspecify.annotations.NullMarked;
