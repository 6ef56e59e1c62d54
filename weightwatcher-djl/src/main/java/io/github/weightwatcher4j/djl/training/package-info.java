/** A listener that watches trainings of Deep Java Library. */
@NullMarked
package io.github.weightwatcher4j.djl.training;

import org.jspecify.annotations.NullMarked;
