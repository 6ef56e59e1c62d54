/**
 * What listeners of every framework have in common: their options and what they cost, the rules by
 * which a training stops and the score by which an epoch is the best. Listeners themselves stand in
 * the framework's module. In {@code internal}, {@code TrainingWatch} analyses a network or a copy
 * of it, {@code StepRecorder} sees to what is done with each analysis, {@code StopJudge} asks a
 * rule.
 */
@NullMarked
package io.github.weightwatcher4j.training;

import org.jspecify.annotations.NullMarked;
