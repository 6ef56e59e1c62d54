package io.github.weightwatcher4j.compare.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which names of two models stand for one layer: equal ones, or those that one prefix such as
 * {@code bert.} tells apart, or such a prefix and one that says nothing, such as {@code module.},
 * in the other model: whichever matches most of them. A prefix counts only where no other matches
 * as many in another way; beside it, equal names still belong together.
 */
public final class NameMatching {

  /** Names of more components are nobody's. */
  private static final int DEEPEST = 100;

  /** What frameworks and users put around a model, one after the other. */
  private static final Pattern WRAPPER =
      Pattern.compile("\\G(model|module|net|network|base_model|_orig_mod)\\.");

  /** Names of the first model to names of the other. */
  private final Map<String, String> partners = new HashMap<>();

  private final Set<String> taken = new HashSet<>();

  private NameMatching() {}

  /** Matches the names of two models, each of which has a name once. */
  public static NameMatching of(Collection<String> names, Collection<String> others) {
    Set<String> first = new LinkedHashSet<>(names);
    Set<String> second = new LinkedHashSet<>(others);
    List<Map<String, String>> byPrefix = new ArrayList<>();
    collect(first, identity(second), byPrefix, false);
    collect(second, identity(first), byPrefix, true);
    withoutWrapper(second).forEach((w, inner) -> collect(first, inner, byPrefix, false));
    withoutWrapper(first).forEach((w, inner) -> collect(second, inner, byPrefix, true));
    long equal = first.stream().filter(second::contains).count();
    NameMatching matching = new NameMatching();
    best(byPrefix, equal).forEach(matching::put);
    first.stream()
        .filter(name -> second.contains(name) && !matching.has(name))
        .forEach(name -> matching.put(name, name));
    return matching;
  }

  private static Map<String, String> identity(Set<String> names) {
    Map<String, String> same = new HashMap<>();
    names.forEach(name -> same.put(name, name));
    return same;
  }

  /** For each wrapper that some names have, the names without it to the names. */
  private static Map<String, Map<String, String>> withoutWrapper(Set<String> names) {
    Map<String, Map<String, String>> inner = new TreeMap<>();
    for (String name : names) {
      Matcher wrapper = WRAPPER.matcher(name);
      while (wrapper.find()) {
        inner
            .computeIfAbsent(name.substring(0, wrapper.end()), w -> new HashMap<>())
            .put(name.substring(wrapper.end()), name);
      }
    }
    return inner;
  }

  /** What the one best prefix matches, if it is more than a number of pairs. */
  private static Map<String, String> best(Collection<Map<String, String>> found, long pairs) {
    int most = found.stream().mapToInt(Map::size).max().orElse(0);
    List<Map<String, String>> best =
        found.stream().filter(some -> some.size() == most).distinct().toList();
    return best.size() == 1 && most > pairs ? best.get(0) : Map.of();
  }

  /**
   * For each prefix of the longer names, the pairs of names that it tells apart.
   *
   * @param shorter what is left of the other names to the names
   */
  private static void collect(
      Set<String> longer,
      Map<String, String> shorter,
      List<Map<String, String>> found,
      boolean swap) {
    Map<String, Map<String, String>> byPrefix = new TreeMap<>();
    for (String name : longer) {
      int dot = name.indexOf('.');
      for (int i = 0; i < DEEPEST && dot >= 0; i++, dot = name.indexOf('.', dot + 1)) {
        String other = shorter.get(name.substring(dot + 1));
        if (other != null) {
          byPrefix
              .computeIfAbsent(name.substring(0, dot + 1), prefix -> new HashMap<>())
              .put(swap ? other : name, swap ? name : other);
        }
      }
    }
    found.addAll(byPrefix.values());
  }

  private boolean has(String name) {
    return partners.containsKey(name) || taken.contains(name);
  }

  private void put(String name, String partner) {
    partners.put(name, partner);
    taken.add(partner);
  }

  /** The other model's name for a layer of the first one. */
  public Optional<String> partner(String name) {
    return Optional.ofNullable(partners.get(name));
  }

  /** Whether a name of the other model belongs to one of the first. */
  public boolean isTaken(String other) {
    return taken.contains(other);
  }
}
