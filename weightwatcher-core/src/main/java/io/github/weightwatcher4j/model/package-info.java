/**
 * Where weights come from: a model as a list of layers, each with a tensor that is read in blocks.
 */
@NullMarked
package io.github.weightwatcher4j.model;

import org.jspecify.annotations.NullMarked;
