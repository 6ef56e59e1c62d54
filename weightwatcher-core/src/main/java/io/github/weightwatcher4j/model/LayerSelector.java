package io.github.weightwatcher4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses layers, and can say in words which. Combine with {@link #and}, {@link #or}, {@link
 * #negate}.
 */
public final class LayerSelector implements Predicate<LayerInfo> {

  private final String description;
  private final Predicate<LayerInfo> rule;

  /** Selectors that must each match a layer: a name or an index that is not there is an error. */
  private final List<LayerSelector> mustMatch;

  private LayerSelector(
      String description, Predicate<LayerInfo> rule, List<LayerSelector> mustMatch) {
    this.description = description;
    this.rule = rule;
    this.mustMatch = mustMatch;
  }

  /** Every layer. */
  public static LayerSelector all() {
    return matching("all", layer -> true);
  }

  /** No layer. */
  public static LayerSelector none() {
    return matching("none", layer -> false);
  }

  /** Layers of some types. */
  public static LayerSelector byType(LayerType... types) {
    Set<LayerType> wanted = new TreeSet<>(List.of(types));
    String names = wanted.stream().map(LayerType::key).collect(Collectors.joining(", "));
    return matching("type " + names, layer -> wanted.contains(layer.type()));
  }

  /** Layers at some indices, all parts of them. An index that the model lacks is an error. */
  public static LayerSelector byIndex(int... indices) {
    return anyOf(
        Arrays.stream(indices)
            .mapToObj(index -> exact("index " + index, layer -> layer.index() == index))
            .toList());
  }

  /** Layers of some full names. A name that the model lacks is an error. */
  public static LayerSelector byName(String... names) {
    return anyOf(
        Arrays.stream(names)
            .map(name -> exact("name '" + name + "'", layer -> layer.name().equals(name)))
            .toList());
  }

  /** Layers whose whole name matches a regular expression. */
  public static LayerSelector nameMatches(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return matching("name matches " + regex, layer -> pattern.matcher(layer.name()).matches());
  }

  /** Layers that pass a rule of your own; the description stands in the provenance. */
  public static LayerSelector matching(String description, Predicate<LayerInfo> rule) {
    return new LayerSelector(description, rule, List.of());
  }

  private static LayerSelector exact(String description, Predicate<LayerInfo> rule) {
    return new LayerSelector(description, rule, List.of(matching(description, rule)));
  }

  private static LayerSelector anyOf(List<LayerSelector> selectors) {
    return selectors.stream().reduce(LayerSelector::or).orElseGet(LayerSelector::none);
  }

  /** Whether this selects the layer. */
  @Override
  public boolean test(LayerInfo layer) {
    return rule.test(layer);
  }

  /** Layers that both select. */
  public LayerSelector and(LayerSelector other) {
    String text = "(" + description + ") and (" + other.description + ")";
    return new LayerSelector(text, rule.and(other.rule), joined(other));
  }

  /** Layers that either selects. */
  public LayerSelector or(LayerSelector other) {
    String text = description + " or " + other.description;
    return new LayerSelector(text, rule.or(other.rule), joined(other));
  }

  /** Layers that this does not select. */
  @Override
  public LayerSelector negate() {
    return new LayerSelector("not (" + description + ")", rule.negate(), mustMatch);
  }

  private List<LayerSelector> joined(LayerSelector other) {
    List<LayerSelector> all = new ArrayList<>(mustMatch);
    all.addAll(other.mustMatch);
    return List.copyOf(all);
  }

  /**
   * Checks that every name and index asked for is there.
   *
   * @throws IllegalArgumentException otherwise; the message lists the layers there are
   */
  public void requireMatches(List<LayerInfo> layers) {
    String missing =
        mustMatch.stream()
            .filter(selector -> layers.stream().noneMatch(selector))
            .map(LayerSelector::toString)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      String known = layers.stream().map(LayerInfo::toString).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "the model has no layer of " + missing + "; its layers are: " + known);
    }
  }

  /** The rule in words. */
  @Override
  public String toString() {
    return description;
  }
}
