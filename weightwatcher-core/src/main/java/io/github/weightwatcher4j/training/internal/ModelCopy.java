package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.model.ModelSource;

/**
 * A copy of a network.
 *
 * @param model the copy
 * @param free gives back its memory; run once
 */
public record ModelCopy(ModelSource model, Runnable free) {}
