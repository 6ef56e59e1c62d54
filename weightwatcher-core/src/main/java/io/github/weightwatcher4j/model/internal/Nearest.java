package io.github.weightwatcher4j.model.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * The names most like one that is not there, for the message that says so. A name that differs in
 * case or in its separators alone, or has the wanted one in it, comes first; then the fewest
 * letters to change.
 */
public final class Nearest {

  /** So many names are listed whole. */
  private static final int FEW = 5;

  /** So many of more. */
  private static final int MOST = 3;

  private Nearest() {}

  /**
   * The nearest names, nearest first; equally near ones in their order.
   *
   * @param most how many, if there are so many
   */
  public static List<String> of(String wanted, Collection<String> known, int most) {
    String letters = letters(wanted);
    DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance();
    Comparator<String> bySpelling =
        Comparator.comparingInt(name -> spelling(letters, letters(name)));
    Comparator<String> byLetters =
        Comparator.comparingInt(name -> distance.apply(letters, letters(name)));
    return known.stream()
        .distinct()
        .sorted(bySpelling.thenComparing(byLetters))
        .limit(most)
        .toList();
  }

  /** What there is instead: all of a few names, such as {@code there are: a, b}, or the nearest. */
  public static String told(String wanted, Collection<String> known) {
    if (known.isEmpty()) {
      return "there is none";
    }
    return known.size() <= FEW
        ? "there are: " + String.join(", ", known)
        : "the nearest of " + known.size() + " are " + quoted(of(wanted, known, MOST));
  }

  /** Names in quotes, with commas. */
  public static String quoted(List<String> names) {
    return names.stream().map(Printable::quoted).collect(Collectors.joining(", "));
  }

  /** 0 where the spelling differs, 1 where one name has the other in it, 2 elsewhere. */
  private static int spelling(String wanted, String name) {
    if (wanted.isEmpty()) {
      return 2;
    }
    return name.equals(wanted) ? 0 : name.contains(wanted) ? 1 : 2;
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-._/ ]", "");
  }
}
