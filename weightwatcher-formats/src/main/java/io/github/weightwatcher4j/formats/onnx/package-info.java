/**
 * ONNX models: the graph is walked for what each tensor is to it, the tensors are read in place.
 */
@NullMarked
package io.github.weightwatcher4j.formats.onnx;

import org.jspecify.annotations.NullMarked;
