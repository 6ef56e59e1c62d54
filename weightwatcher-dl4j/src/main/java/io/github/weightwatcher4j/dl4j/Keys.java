package io.github.weightwatcher4j.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters of one direction of a bidirectional layer, under the keys of the plain layer. */
final class Keys {

  private Keys() {}

  /** The parameters whose key starts with the prefix, without it. */
  static Map<String, INDArray> withPrefix(Map<String, INDArray> params, String prefix) {
    Map<String, INDArray> selected = new LinkedHashMap<>();
    params.forEach(
        (key, array) -> {
          if (key.startsWith(prefix)) {
            selected.put(key.substring(prefix.length()), array);
          }
        });
    return selected;
  }

  /** The parameters whose key ends with the suffix, without it. */
  static Map<String, INDArray> withSuffix(Map<String, INDArray> params, String suffix) {
    Map<String, INDArray> selected = new LinkedHashMap<>();
    params.forEach(
        (key, array) -> {
          if (key.endsWith(suffix)) {
            selected.put(key.substring(0, key.length() - suffix.length()), array);
          }
        });
    return selected;
  }
}
