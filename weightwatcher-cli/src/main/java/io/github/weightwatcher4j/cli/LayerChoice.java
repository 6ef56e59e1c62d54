package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.LayerSelector;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/**
 * What {@code --layers} and {@code --exclude} say: {@code 3}, {@code 0-5}, {@code fc1}, {@code
 * layer1.*} with {@code *} and {@code ?}, {@code /regex/}.
 */
final class LayerChoice {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final Pattern REGEX = Pattern.compile("/(.*)/");

  private LayerChoice() {}

  /** Layers that any of the items names; all where there is no item. */
  static LayerSelector any(List<String> items, Problems problems) {
    return items.stream()
        .map(item -> one(item, problems))
        .reduce(LayerSelector::or)
        .orElseGet(LayerSelector::all);
  }

  private static LayerSelector one(String item, Problems problems) {
    var range = RANGE.matcher(item);
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first || last - first > 100_000) {
        problems.add("'" + item + "' is no range of layers; write the smaller number first");
        return LayerSelector.none();
      }
      return LayerSelector.byIndex(IntStream.rangeClosed(first, last).toArray());
    }
    var regex = REGEX.matcher(item);
    if (regex.matches()) {
      return regex(String.valueOf(regex.group(1)), problems);
    }
    return item.matches(".*[*?].*")
        ? LayerSelector.nameMatches(ofWildcards(item))
        : LayerSelector.byName(item);
  }

  private static LayerSelector regex(String expression, Problems problems) {
    try {
      return LayerSelector.nameMatches(expression);
    } catch (PatternSyntaxException e) {
      String what = e.getDescription() + " at " + Math.max(0, e.getIndex());
      problems.add("'/" + expression + "/' is no regular expression: " + what);
      return LayerSelector.none();
    }
  }

  /** Only what has a meaning in an expression is quoted: the expression is shown to people. */
  private static String ofWildcards(String item) {
    return item.replaceAll("[^\\w*?/ -]", "\\\\$0").replace("*", ".*").replace("?", ".");
  }
}
