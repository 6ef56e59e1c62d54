/** Analyses as gauges for a monitoring system. */
@NullMarked
package io.github.weightwatcher4j.micrometer;

import org.jspecify.annotations.NullMarked;
