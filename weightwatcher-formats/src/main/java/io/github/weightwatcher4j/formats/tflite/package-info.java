/**
 * TensorFlow Lite's models: the operations tell what is a weight, which is read in place and, where
 * it is quantized, turned into the numbers that the operation multiplies by.
 */
@NullMarked
package io.github.weightwatcher4j.formats.tflite;

import org.jspecify.annotations.NullMarked;
