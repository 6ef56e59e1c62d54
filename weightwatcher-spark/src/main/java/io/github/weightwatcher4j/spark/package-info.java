/** Analyses of many models on the machines of a Spark cluster. */
@NullMarked
package io.github.weightwatcher4j.spark;

import org.jspecify.annotations.NullMarked;
