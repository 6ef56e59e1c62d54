/**
 * What listeners of every framework have in common: their options and what they cost. Listeners
 * themselves stand in the framework's module. In {@code internal}, {@code TrainingWatch} analyses a
 * network or a copy of it, {@code StepRecorder} sees to what is done with each analysis.
 */
@NullMarked
package io.github.weightwatcher4j.training;

import org.jspecify.annotations.NullMarked;
