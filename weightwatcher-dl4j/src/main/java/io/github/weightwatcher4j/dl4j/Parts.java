package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which parts the parameters of one kind of layer hold. Vectors may be among them. */
@FunctionalInterface
interface Parts {

  /**
   * The parts, in the order of the parameters.
   *
   * @param conf the layer's (or the vertex') configuration
   * @param params parameters by key
   */
  List<Part> of(Object conf, Map<String, INDArray> params);

  /** No part at all, whatever the shapes: the parameters work element by element. */
  static Parts none() {
    return (conf, params) -> List.of();
  }

  /** A part for each parameter: those of the given rank as said, others by {@link #byShape}. */
  static Parts each(int rank, LayerType type, Slicing slicing) {
    return (conf, params) ->
        params.entrySet().stream()
            .map(
                param ->
                    param.getValue().rank() == rank
                        ? new Part(param.getKey(), type, slicing, param.getValue())
                        : byShape(param.getKey(), param.getValue()))
            .toList();
  }

  /** A part for each parameter of a layer that nothing is known of. */
  static Parts byShape() {
    return each(2, LayerType.DENSE, Slicing.TRAILING);
  }

  /**
   * A part that nothing is known of but its shape: two axes are a dense layer; of more axes, the
   * two outer or the two inner ones are the matrix, whichever have more elements, because kernels
   * are smaller than channels.
   */
  static Part byShape(String name, INDArray array) {
    if (array.rank() <= 2) {
      return Part.matrix(name, LayerType.DENSE, array);
    }
    int last = array.rank() - 1;
    boolean outer = array.size(0) * array.size(1) > array.size(last - 1) * array.size(last);
    return new Part(name, LayerType.OTHER, outer ? Slicing.TRAILING : Slicing.LEADING, array);
  }
}
