/**
 * Keras models: HDF5 files of weights or whole models, and {@code .keras} archives. HDF5's
 * structure is read by jHDF, numbers in place.
 */
@NullMarked
package io.github.weightwatcher4j.formats.keras;

import org.jspecify.annotations.NullMarked;
