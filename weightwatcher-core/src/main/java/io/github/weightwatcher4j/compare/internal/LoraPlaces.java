package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Layer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a base model the names of an adapter point to: at a layer, at parts that a reader made
 * of one fused matrix, at the matrices that one is fused from elsewhere, or at some rows of a fused
 * one.
 */
final class LoraPlaces {

  /** Which rows of the layer, or of the update, belong together. */
  enum Rows {
    /** All of either. */
    ALL,
    /** All of the layer; of the update those that the layers before it in the group leave. */
    OF_UPDATE,
    /** All of the update; the first of the layer. */
    FIRST,
    /** All of the update; of the layer those before as many last ones. */
    MIDDLE,
    /** All of the update; the last of the layer. */
    LAST
  }

  /**
   * A layer, or some rows of it.
   *
   * @param layer the layer
   * @param group the layers that an update goes to, this one among them, in the order of its rows
   * @param rows what of it
   */
  record Place(Layer layer, List<Layer> group, Rows rows) {}

  /** What readers call the parts of a matrix of queries, keys and values, in this order. */
  private static final List<String> PARTS = List.of("queries", "keys", "values");

  private static final List<Set<String>> PROJECTIONS =
      List.of(
          Set.of("q_proj", "to_q", "q", "query", "wq", "q_lin", "attn_q"),
          Set.of("k_proj", "to_k", "k", "key", "wk", "k_lin", "attn_k"),
          Set.of("v_proj", "to_v", "v", "value", "wv", "v_lin", "attn_v"));

  /** Matrices of queries, keys and values in this order. */
  private static final Set<String> FUSED =
      Set.of(
          "qkv_proj",
          "to_qkv",
          "qkv",
          "Wqkv",
          "wqkv",
          "c_attn",
          "in_proj",
          "attn_qkv",
          "in_proj_weight");

  private static final List<Set<String>> GATES = List.of(Set.of("gate_proj"), Set.of("up_proj"));
  private static final Set<String> GATED = Set.of("gate_up_proj");

  /** Of kohya's scripts, before a module's name whose dots are underscores. */
  private static final Pattern FLAT =
      Pattern.compile(
          "(lora|lycoris)_((unet|te\\d?|transformer|prior_unet|prior_te)_)?(?<name>.+)");

  private final Map<String, List<Place>> places = new LinkedHashMap<>();
  private final Map<String, List<String>> flat = new HashMap<>();

  LoraPlaces(List<Layer> base) {
    Map<String, Layer> byName = new LinkedHashMap<>();
    base.forEach(layer -> byName.putIfAbsent(layer.info().name(), layer));
    byName.forEach((name, layer) -> put(name, new Place(layer, List.of(layer), Rows.ALL)));
    byName.forEach(
        (name, layer) -> {
          addFused(byName, name, PARTS.stream().map(Set::of).toList(), Set.of());
          addFused(byName, name, PROJECTIONS, FUSED);
          addFused(byName, name, GATES, GATED);
          addPart(name, layer);
          addRows(name, layer, FUSED, PROJECTIONS, List.of(Rows.FIRST, Rows.MIDDLE, Rows.LAST));
          addRows(name, layer, GATED, GATES, List.of(Rows.FIRST, Rows.LAST));
        });
    for (String name : places.keySet()) {
      flat.computeIfAbsent(name.replace('.', '_'), key -> new ArrayList<>()).add(name);
    }
  }

  private void put(String name, Place... some) {
    places.putIfAbsent(name, List.of(some));
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Where a layer is the first of several that are one matrix elsewhere: the name of that. */
  private void addFused(
      Map<String, Layer> layers, String name, List<Set<String>> members, Set<String> fused) {
    if (!members.get(0).contains(leaf(name))) {
      return;
    }
    String parent = parent(name);
    List<Layer> group = new ArrayList<>();
    for (Set<String> names : members) {
      names.stream()
          .map(member -> layers.get(parent + member))
          .filter(member -> member != null)
          .findFirst()
          .ifPresent(group::add);
    }
    if (group.size() < members.size() || parent.isEmpty()) {
      return;
    }
    Place[] all =
        group.stream()
            .map(member -> new Place(member, List.copyOf(group), Rows.OF_UPDATE))
            .toArray(Place[]::new);
    if (fused.isEmpty()) {
      String whole = parent.substring(0, parent.length() - 1);
      put(whole, all);
      // PyTorch's attention has its matrix itself, and adapters know modules alone.
      if (leaf(whole).equals("in_proj_weight") && !parent(whole).isEmpty()) {
        put(parent(whole).substring(0, parent(whole).length() - 1), all);
      }
    }
    fused.forEach(other -> put(parent + other, all));
  }

  /** Where a layer is a part of a fused one: what it is called where it is a layer of its own. */
  private void addPart(String name, Layer layer) {
    int part = PARTS.indexOf(leaf(name));
    String whole = parent(name).replaceFirst("\\.$", "");
    if (part >= 0 && FUSED.contains(leaf(whole))) {
      for (String other : PROJECTIONS.get(part)) {
        put(parent(whole) + other, new Place(layer, List.of(layer), Rows.ALL));
      }
    }
  }

  /** Where a layer is fused and whole: what its rows are called where they are layers. */
  private void addRows(
      String name, Layer layer, Set<String> fused, List<Set<String>> members, List<Rows> rows) {
    if (!fused.contains(leaf(name))) {
      return;
    }
    for (int i = 0; i < members.size(); i++) {
      for (String other : members.get(i)) {
        put(parent(name) + other, new Place(layer, List.of(layer), rows.get(i)));
      }
    }
  }

  /** For each name of an adapter that the base model knows, where it points to. */
  Map<String, List<Place>> of(Collection<String> names) {
    NameMatching matching = NameMatching.of(names, places.keySet());
    Map<String, List<Place>> found = new HashMap<>();
    for (String name : names) {
      matching
          .partner(name)
          .or(() -> flat(name))
          .ifPresent(known -> found.put(name, places.getOrDefault(known, List.of())));
    }
    return found;
  }

  private Optional<String> flat(String name) {
    Matcher matcher = FLAT.matcher(name);
    List<String> known =
        matcher.matches() ? flat.getOrDefault(matcher.group("name"), List.of()) : List.of();
    return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
  }
}
