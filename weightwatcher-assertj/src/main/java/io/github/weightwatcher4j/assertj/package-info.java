/** Assertions on the quality of a network's layers, for unit tests with AssertJ. */
@NullMarked
package io.github.weightwatcher4j.assertj;

import org.jspecify.annotations.NullMarked;
