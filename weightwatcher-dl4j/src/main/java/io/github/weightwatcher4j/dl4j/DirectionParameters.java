package io.github.weightwatcher4j.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters of one direction of a bidirectional layer, under the keys of the plain layer. */
final class DirectionParameters {

  private DirectionParameters() {}

  /** The parameters whose key starts with the prefix, without it. */
  static Map<String, INDArray> withPrefix(Map<String, INDArray> params, String prefix) {
    return renamed(params, key -> key.startsWith(prefix), key -> key.substring(prefix.length()));
  }

  /** The parameters whose key ends with the suffix, without it. */
  static Map<String, INDArray> withSuffix(Map<String, INDArray> params, String suffix) {
    return renamed(
        params,
        key -> key.endsWith(suffix),
        key -> key.substring(0, key.length() - suffix.length()));
  }

  private static Map<String, INDArray> renamed(
      Map<String, INDArray> params, Predicate<String> selected, UnaryOperator<String> plainKey) {
    Map<String, INDArray> plain = new LinkedHashMap<>();
    params.forEach(
        (key, array) -> {
          if (selected.test(key)) {
            plain.put(plainKey.apply(key), array);
          }
        });
    return plain;
  }
}
