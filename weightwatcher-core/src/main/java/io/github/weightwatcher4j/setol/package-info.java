/**
 * What the semi-empirical theory of learning (SETOL; Martin &amp; Hinrichs 2025) says of the
 * spectrum of one layer: its two tails, how far they are apart, and their measures of quality.
 */
@NullMarked
package io.github.weightwatcher4j.setol;

import org.jspecify.annotations.NullMarked;
