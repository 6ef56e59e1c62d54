package io.github.weightwatcher4j.benchmarks.verdicts;

import java.util.Map;
import java.util.TreeMap;

/** How often each of several things happened. */
final class Tally {

  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** A sentence in which every number is a #, so that equal reasons are counted together. */
  static String withoutNumbers(String sentence) {
    return sentence.replaceAll("[-+]?[0-9][0-9.]*(e[-+]?[0-9]+)?|NaN", "#");
  }

  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A line for each, with its share of a number of trials. */
  void print(String indent, long trials) {
    counts.forEach((what, count) -> Cases.print("%s%s: %s", indent, what, new Rate(count, trials)));
  }
}
