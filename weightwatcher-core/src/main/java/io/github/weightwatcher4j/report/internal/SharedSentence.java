package io.github.weightwatcher4j.report.internal;

import io.github.weightwatcher4j.model.internal.ShortName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sentence that is said of several things, told once. What differs in its numbers alone is one
 * sentence, with "3 to 8" in the place of each number that differs.
 *
 * @param names of what it is said, at least one
 * @param text the sentence
 */
public record SharedSentence(List<String> names, String text) {

  /** Numbers that stand alone: not those of {@code layer1.0.conv1}. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])[-+]?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?(?!\\w|\\.\\w)");

  /** Copies the names. */
  public SharedSentence {
    names = List.copyOf(names);
  }

  /** The sentences about some things, in the order in which each is first said. */
  public static <T> List<SharedSentence> of(
      List<T> things, Function<T, String> name, Function<T, String> sentence) {
    Map<String, List<T>> alike =
        things.stream()
            .collect(
                Collectors.groupingBy(
                    thing -> NUMBER.matcher(sentence.apply(thing)).replaceAll("0"),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return alike.values().stream()
        .map(
            group ->
                new SharedSentence(
                    group.stream().map(name).distinct().toList(),
                    merged(group.stream().map(sentence).toList())))
        .toList();
  }

  private static String merged(List<String> texts) {
    List<List<String>> numbers = texts.stream().map(SharedSentence::numbers).toList();
    Matcher matcher = NUMBER.matcher(texts.get(0));
    StringBuilder merged = new StringBuilder();
    for (int i = 0; matcher.find(); i++) {
      int at = i;
      List<String> values =
          numbers.stream()
              .map(of -> of.get(at))
              .sorted(Comparator.comparingDouble(Double::parseDouble))
              .toList();
      String least = values.get(0);
      String most = values.get(values.size() - 1);
      boolean same = Double.parseDouble(least) == Double.parseDouble(most);
      matcher.appendReplacement(merged, same ? least : least + " to " + most);
    }
    return matcher.appendTail(merged).toString();
  }

  private static List<String> numbers(String text) {
    List<String> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }

  /** The first few names and what is said of all, such as {@code a, b: no matrix}. */
  public String told(int most) {
    return named(most) + ": " + text;
  }

  /** The names with commas, and how many more there are beyond the first few. */
  public String named(int most) {
    return named(names, most);
  }

  /** Names with commas, and how many more there are beyond the first few. */
  public static String named(List<String> names, int most) {
    List<String> few = names.subList(0, Math.min(most, names.size()));
    String first = String.join(", ", ShortName.distinct(few));
    return names.size() <= most ? first : first + " and " + (names.size() - most) + " more";
  }
}
