/**
 * How alike two representations of the same samples are, and how what a layer writes meets what the
 * next one reads.
 */
@NullMarked
package io.github.weightwatcher4j.similarity;

import org.jspecify.annotations.NullMarked;
