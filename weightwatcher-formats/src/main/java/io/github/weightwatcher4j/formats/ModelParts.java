package io.github.weightwatcher4j.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that are parts of one model by their names, {@code model-00001-of-00003.safetensors}. */
final class ModelParts {

  private static final Pattern NAME =
      Pattern.compile("(.+?[-_.])(\\d{1,6})([-_]of[-_])(\\d{1,6})(\\.\\w+)");

  private static final int MOST = 10_000;

  private ModelParts() {}

  /**
   * What the name of a part tells.
   *
   * @param before the name before the number
   * @param number of the part, from 1
   * @param digits of the number as it is written
   * @param count number of parts; 1 for a file that is no part
   * @param after the name after the number
   */
  record Part(String before, int number, int digits, int count, String after) {

    /** What a name tells. */
    static Part of(String name) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        int number = Integer.parseInt(matcher.group(2));
        int count = Integer.parseInt(matcher.group(4));
        if (number >= 1 && number <= count && count <= MOST) {
          String after = matcher.group(3) + matcher.group(4) + matcher.group(5);
          return new Part(matcher.group(1), number, matcher.group(2).length(), count, after);
        }
      }
      return new Part(name, 1, 1, 1, "");
    }

    /** The name of the model without numbers of parts. */
    String stem() {
      return before.substring(0, before.length() - 1);
    }

    /** A name for all parts of the model together. */
    String model() {
      return before + "*" + after;
    }

    /** The name of another part. */
    private String sibling(int other) {
      String text = String.valueOf(other);
      return before + "0".repeat(Math.max(0, digits - text.length())) + text + after;
    }
  }

  /** Names of all parts of a model in their order: as the folder has them, or as they should be. */
  static List<String> names(Part part, List<String> folder) {
    Map<Integer, String> there = new HashMap<>();
    for (String name : folder) {
      Part other = Part.of(name);
      if (other.count() > 1 && other.model().equals(part.model())) {
        there.put(other.number(), name);
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= part.count(); i++) {
      names.add(there.getOrDefault(i, part.sibling(i)));
    }
    return names;
  }
}
