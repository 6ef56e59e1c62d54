/** Benchmarks: JMH for times in a warm JVM, programs that print seconds and peak memory. */
@NullMarked
package io.github.weightwatcher4j.benchmarks;

import org.jspecify.annotations.NullMarked;
