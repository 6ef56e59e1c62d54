/** Measures of generalization that need data: margins, norms, PAC-Bayes, sharpness, smoothing. */
@NullMarked
package io.github.weightwatcher4j.dl4j.generalization;

import org.jspecify.annotations.NullMarked;
