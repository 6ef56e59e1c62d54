package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.List;

/**
 * A graph, or the body of a function.
 *
 * @param initializers its constant tensors
 * @param nodes its operations, each after those that it needs
 * @param inputs names of the inputs of a function; none of a graph, which are no constants
 * @param outputs names of the outputs of a function
 */
record Graph(
    List<NamedTensor> initializers, List<Node> nodes, List<String> inputs, List<String> outputs) {}
