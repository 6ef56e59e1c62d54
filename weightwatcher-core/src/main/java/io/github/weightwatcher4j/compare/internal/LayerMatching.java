package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Layer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which layers of two models belong together: those of one full name. Where no name is in both,
 * those that one prefix such as {@code module.} tells apart, if it is the only one to match as many
 * layers.
 */
public final class LayerMatching {

  private final List<Layer> others;
  private final Map<String, Layer> othersByName;

  /** Names of the first model to names of the other. */
  private final Map<String, String> partners = new HashMap<>();

  private LayerMatching(List<Layer> others) {
    this.others = others;
    this.othersByName = byName(others);
  }

  public static LayerMatching of(List<Layer> layers, List<Layer> others) {
    LayerMatching matching = new LayerMatching(others);
    Set<String> names = byName(layers).keySet();
    names.stream()
        .filter(matching.othersByName::containsKey)
        .forEach(name -> matching.partners.put(name, name));
    if (matching.partners.isEmpty()) {
      matching.matchByPrefix(names);
    }
    return matching;
  }

  private static Map<String, Layer> byName(List<Layer> layers) {
    Map<String, Layer> byName = new TreeMap<>();
    layers.forEach(layer -> byName.putIfAbsent(layer.info().name(), layer));
    return byName;
  }

  private void matchByPrefix(Set<String> names) {
    Map<String, Map<String, String>> byPrefix = new TreeMap<>();
    collect(names, othersByName.keySet(), byPrefix, false);
    collect(othersByName.keySet(), names, byPrefix, true);
    int most = byPrefix.values().stream().mapToInt(Map::size).max().orElse(0);
    List<Map<String, String>> best =
        byPrefix.values().stream().filter(found -> found.size() == most).toList();
    if (best.size() == 1) {
      partners.putAll(best.get(0));
    }
  }

  /** For each prefix of the longer names, the pairs of names that it tells apart. */
  private static void collect(
      Set<String> longer,
      Set<String> shorter,
      Map<String, Map<String, String>> pairs,
      boolean swap) {
    for (String name : longer) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        String rest = name.substring(dot + 1);
        if (shorter.contains(rest)) {
          String key = (swap ? "-" : "+") + name.substring(0, dot + 1);
          Map<String, String> found = pairs.computeIfAbsent(key, k -> new HashMap<>());
          found.put(swap ? rest : name, swap ? name : rest);
        }
      }
    }
  }

  /** The other model's layer that belongs to this one. */
  public Optional<Layer> partner(String name) {
    return Optional.ofNullable(partners.get(name)).map(othersByName::get);
  }

  /** The other model's layers that belong to none of the first one's, in their order. */
  public List<Layer> unmatched() {
    Set<String> taken = new HashSet<>(partners.values());
    return others.stream().filter(layer -> !taken.contains(layer.info().name())).toList();
  }
}
