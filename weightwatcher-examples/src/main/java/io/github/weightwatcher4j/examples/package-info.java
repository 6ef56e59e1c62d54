/**
 * Examples that run: networks trained on {@link io.github.weightwatcher4j.digits.Digits}, and what
 * an analysis says of them.
 *
 * <p>{@link io.github.weightwatcher4j.examples.TrainAndAnalyze} is the code of the README; start
 * there.
 */
@NullMarked
package io.github.weightwatcher4j.examples;

import org.jspecify.annotations.NullMarked;
