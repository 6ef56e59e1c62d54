/**
 * Spectral analysis of neural network weights, without training or test data: {@code new
 * WeightWatcher(model).analyze()}.
 */
@NullMarked
package io.github.weightwatcher4j;

import org.jspecify.annotations.NullMarked;
