package io.github.weightwatcher4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Says in options of the command what the library says in names of its methods. */
final class OptionWords {

  private static final Map<String, String> WORDS = words();

  private OptionWords() {}

  static String of(String message) {
    String text = message.replaceFirst("^analysis options: ", "");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      text = text.replaceAll("(?<![-\\w])" + word.getKey() + "(?!\\w)", word.getValue());
    }
    return text;
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("law\\(POWER_LAW\\)", "--fit pl");
    words.put("law\\(TRUNCATED_POWER_LAW\\)", "--fit tpl");
    words.put("(randomize|inverse)\\(true\\)", "--$1");
    words.put("the quantile of hill", "the quantile of --fit hill");
    words.put("minEvals", "--min-evals");
    words.put("maxEvals", "--max-evals");
    words.put("maxN", "--max-n");
    words.put("replicas", "--replicas");
    words.put("marchenkoPastur", "--mp-fit");
    words.put("randomize", "--randomize");
    words.put("vectors(?= *,|, or)", "--vectors");
    words.put("inverse", "--inverse");
    words.put("minSize of the tail", "--min-tail");
    words.put("dropLargest", "--drop-largest");
    words.put("hill(?=,| and)", "--fit hill");
    words.put("xMinAtPeak", "--xmin-peak");
    words.put("clipXmax", "--fingers");
    words.put("level", "--level");
    words.put("bootstrap", "--bootstrap");
    words.put("profile", "--profile");
    words.put("threads", "--threads");
    words.put("memoryBudget", "--memory");
    return words;
  }
}
