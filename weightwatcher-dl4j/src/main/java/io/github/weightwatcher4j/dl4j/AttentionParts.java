package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Projections of attention layers. Those of queries, keys and values are {@code [heads, headSize,
 * in]}: one matrix {@code heads * headSize x in}, as a dense projection of all heads would be.
 */
final class AttentionParts {

  private AttentionParts() {}

  /** One part a projection, and whatever else the layer has: learned queries, recurrent weights. */
  static List<Part> attention(Object conf, Map<String, INDArray> params) {
    List<Part> parts = new ArrayList<>();
    params.forEach((key, array) -> parts.add(part(key, array)));
    return parts;
  }

  private static Part part(String key, INDArray array) {
    return switch (key) {
      case "Wq" -> projection("queries", array);
      case "Wk" -> projection("keys", array);
      case "Wv" -> projection("values", array);
      case "Wo" -> Part.matrix("output", LayerType.ATTENTION, array);
      // [1, in, queries]: the queries themselves are learned.
      case "Q" -> projection("learnedQueries", array);
      case "W", "RW" -> Part.matrix(key, LayerType.RNN, array);
      default -> Parts.byShape(key, array);
    };
  }

  /** One matrix of all heads. */
  static Part projection(String name, INDArray heads) {
    return Part.matrix(name, LayerType.ATTENTION, allHeads(heads)).reshapedFrom(heads);
  }

  /** {@code [heads, headSize, in]} as {@code [heads * headSize, in]}. */
  private static INDArray allHeads(INDArray heads) {
    return heads.rank() == 3
        ? heads.reshape('c', heads.size(0) * heads.size(1), heads.size(2))
        : heads;
  }
}
