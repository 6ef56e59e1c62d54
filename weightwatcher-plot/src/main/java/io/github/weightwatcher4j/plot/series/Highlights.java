package io.github.weightwatcher4j.plot.series;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Which of many layers a plot over time names, since six are all that a legend can tell apart. */
final class Highlights {

  /** More are not named. */
  static final int MOST = 6;

  private Highlights() {}

  /**
   * What the legend says of the layers that it names: all of up to six; else the first and the last
   * layer, those that end highest and lowest, and the one that changed most.
   *
   * @param values values of each layer over time, in the model's order
   */
  static Map<String, String> of(Map<String, List<OptionalDouble>> values) {
    Map<String, String> chosen = new LinkedHashMap<>();
    if (values.size() <= MOST) {
      values.keySet().forEach(name -> chosen.put(name, ""));
      return chosen;
    }
    List<String> names = List.copyOf(values.keySet());
    add(chosen, names.get(0), "first layer");
    add(chosen, names.get(names.size() - 1), "last layer");
    addGreatest(chosen, values, Highlights::end, "ends highest");
    addGreatest(chosen, values, list -> -end(list), "ends lowest");
    addGreatest(chosen, values, list -> Math.abs(end(list) - start(list)), "changed most");
    return chosen;
  }

  private static void add(Map<String, String> chosen, String name, String why) {
    chosen.merge(name, why, (one, other) -> one + ", " + other);
  }

  private static void addGreatest(
      Map<String, String> chosen,
      Map<String, List<OptionalDouble>> values,
      ToDoubleFunction<List<OptionalDouble>> size,
      String why) {
    values.entrySet().stream()
        .filter(layer -> layer.getValue().stream().anyMatch(OptionalDouble::isPresent))
        .max(Comparator.comparingDouble(layer -> size.applyAsDouble(layer.getValue())))
        .ifPresent(layer -> add(chosen, layer.getKey(), why));
  }

  private static double start(List<OptionalDouble> values) {
    return values.stream().flatMapToDouble(OptionalDouble::stream).findFirst().orElseThrow();
  }

  private static double end(List<OptionalDouble> values) {
    return values.stream()
        .flatMapToDouble(OptionalDouble::stream)
        .reduce((before, after) -> after)
        .orElseThrow();
  }
}
