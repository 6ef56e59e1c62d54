/**
 * Examples that run: real data, two networks to train on it, and what an analysis says of them.
 *
 * <p>{@link io.github.weightwatcher4j.examples.TrainAndAnalyze} is the code of the README; start
 * there.
 */
@NullMarked
package io.github.weightwatcher4j.examples;

import org.jspecify.annotations.NullMarked;
