/**
 * TensorFlow's checkpoints: a sorted table that names the variables, and files of their numbers,
 * which are read in place; the variables of a SavedModel are one.
 */
@NullMarked
package io.github.weightwatcher4j.formats.tensorflow;

import org.jspecify.annotations.NullMarked;
