package io.github.weightwatcher4j.model;

import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.model.internal.Printable;
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

  private static final int MOST_TOLD = 20;
  private static final int FEW_LAYERS = 5;
  private static final int NEAREST = 3;
  private static final String NAME = "name ";

  private final String description;
  private final Predicate<LayerInfo> rule;

  /** Whether the rule is a caller's code, which its description cannot stand for. */
  private final boolean code;

  /** Selectors that must each match a layer: a name or an index that is not there is an error. */
  private final List<LayerSelector> mustMatch;

  private LayerSelector(
      String description, Predicate<LayerInfo> rule, boolean code, List<LayerSelector> mustMatch) {
    this.description = description;
    this.rule = rule;
    this.code = code;
    this.mustMatch = mustMatch;
  }

  /** Every layer. */
  public static LayerSelector all() {
    return known("all", layer -> true);
  }

  /** No layer. */
  public static LayerSelector none() {
    return known("none", layer -> false);
  }

  /** Layers of some types. */
  public static LayerSelector byType(LayerType... types) {
    Set<LayerType> wanted = new TreeSet<>(List.of(types));
    if (wanted.isEmpty()) {
      return none();
    }
    String names = wanted.stream().map(LayerType::key).collect(Collectors.joining(", "));
    return known("type " + names, layer -> wanted.contains(layer.type()));
  }

  /** Layers at some indices, all parts of them. An index that the model lacks is an error. */
  public static LayerSelector byIndex(int... indices) {
    return anyOf(
        Arrays.stream(indices)
            .mapToObj(index -> exact("index " + index, layer -> layer.index() == index))
            .toList());
  }

  /** Layers of some full names, as shown or as in the model; one that it lacks is an error. */
  public static LayerSelector byName(String... names) {
    return anyOf(
        Arrays.stream(names)
            .map(Printable::name)
            .map(
                name -> exact(NAME + SelectorText.quoted(name), layer -> layer.name().equals(name)))
            .toList());
  }

  /** Layers whose whole name matches a regular expression, as shown or as in the model. */
  public static LayerSelector nameMatches(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return known(
        "name matches " + SelectorText.quotedRegex(regex),
        layer ->
            pattern.matcher(layer.name()).matches() || pattern.matcher(layer.rawName()).matches());
  }

  /** Layers that pass a rule of your own; the description stands in the provenance. */
  public static LayerSelector matching(String description, Predicate<LayerInfo> rule) {
    return new LayerSelector(description, rule, true, List.of());
  }

  /**
   * The rule that {@link #toString} describes, and no rule that was given as code.
   *
   * @throws IllegalArgumentException where the text describes none
   */
  public static LayerSelector parse(String text) {
    return SelectorText.parse(text);
  }

  /**
   * Layers that any item of a list stands for, as the command has it. An item is a name ({@code
   * fc1}), an index ({@code 3}) or a range of them ({@code 0-5}), a name with {@code *} and {@code
   * ?}, or a regular expression in slashes ({@code /conv[12]/}). {@code all} and {@code none} alone
   * are {@link #all} and {@link #none}; layers of such names are {@code /all/} and {@code /none/}.
   *
   * @param items separated by commas
   * @throws IllegalArgumentException where one stands for nothing
   */
  public static LayerSelector ofItems(String items) {
    if (items.equals(all().toString())) {
      return all();
    }
    if (items.equals(none().toString())) {
      return none();
    }
    return anyOf(SelectorText.items(items).stream().map(SelectorText::ofItem).toList());
  }

  private static LayerSelector known(String description, Predicate<LayerInfo> rule) {
    return new LayerSelector(description, rule, false, List.of());
  }

  private static LayerSelector exact(String description, Predicate<LayerInfo> rule) {
    return new LayerSelector(description, rule, false, List.of(known(description, rule)));
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
    return new LayerSelector(text, rule.and(other.rule), code || other.code, joined(other));
  }

  /** Layers that either selects. */
  public LayerSelector or(LayerSelector other) {
    String text = description + " or " + other.description;
    return new LayerSelector(text, rule.or(other.rule), code || other.code, joined(other));
  }

  /** Layers that this does not select. */
  @Override
  public LayerSelector negate() {
    return new LayerSelector("not (" + description + ")", rule.negate(), code, mustMatch);
  }

  private List<LayerSelector> joined(LayerSelector other) {
    List<LayerSelector> all = new ArrayList<>(mustMatch);
    all.addAll(other.mustMatch);
    return List.copyOf(all);
  }

  /**
   * Checks that every name and index asked for is there.
   *
   * @throws IllegalArgumentException otherwise; the message lists the layers there are, the nearest
   *     where they are many
   */
  public void requireMatches(List<LayerInfo> layers) {
    List<LayerSelector> unmatched =
        mustMatch.stream().filter(selector -> layers.stream().noneMatch(selector)).toList();
    if (!unmatched.isEmpty()) {
      String more = unmatched.size() > MOST_TOLD ? ", ... (" + unmatched.size() + ")" : "";
      String missing =
          unmatched.stream()
              .limit(MOST_TOLD)
              .map(LayerSelector::toString)
              .collect(Collectors.joining(", ", "", more));
      throw new IllegalArgumentException(
          "the model has no layer of " + missing + "; " + known(unmatched, layers));
    }
  }

  /** The layers that there are; of more than a few the nearest. */
  private static String known(List<LayerSelector> unmatched, List<LayerInfo> layers) {
    if (layers.size() <= FEW_LAYERS) {
      return "its layers are: "
          + layers.stream().map(LayerInfo::toString).collect(Collectors.joining(", "));
    }
    List<String> names = layers.stream().map(LayerInfo::name).toList();
    List<String> nearest =
        unmatched.stream()
            .map(LayerSelector::toString)
            .filter(text -> text.startsWith(NAME))
            .limit(MOST_TOLD)
            .map(text -> text.substring(NAME.length() + 1, text.length() - 1)) // without quotes
            .flatMap(name -> Nearest.of(name, names, NEAREST).stream())
            .distinct()
            .toList();
    return nearest.isEmpty()
        ? "its indices are "
            + layers.get(0).index()
            + " to "
            + layers.get(layers.size() - 1).index()
        : "the nearest of its " + layers.size() + " layers are " + Nearest.quoted(nearest);
  }

  /** Whether the rule, or a part of it, is code, so that no text can stand for it. */
  public boolean isCode() {
    return code;
  }

  /** Equal where both describe the same rule; a rule given as code is equal to itself alone. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof LayerSelector that
            && !code
            && !that.code
            && description.equals(that.description));
  }

  @Override
  public int hashCode() {
    return description.hashCode();
  }

  /** The rule in words. */
  @Override
  public String toString() {
    return description;
  }
}
