/** Numbers taken from a layer's spectrum and fit; {@code Metric} is the one list of them. */
@NullMarked
package io.github.weightwatcher4j.metric;

import org.jspecify.annotations.NullMarked;
