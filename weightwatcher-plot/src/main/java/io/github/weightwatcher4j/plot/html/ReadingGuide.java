package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How to read verdicts, phases and each kind of plot; the texts are in {@code reading.properties}.
 */
final class ReadingGuide {

  private static final Properties TEXTS = texts();

  private ReadingGuide() {}

  /** The texts for the plots of a page, for the template. */
  static List<Map<String, Object>> of(List<String> ofModel, List<String> ofLayers) {
    List<Map<String, Object>> entries = new ArrayList<>(of("model", ofModel));
    entries.addAll(of("layer", ofLayers));
    return entries;
  }

  /** What each verdict means, the most serious first, for the template. */
  static List<Map<String, Object>> ofVerdicts() {
    return of("verdict", Arrays.stream(Verdict.values()).map(Verdict::name).toList());
  }

  /** What each phase means, in the order of training, for the template. */
  static List<Map<String, Object>> ofPhases() {
    return of("phase", Arrays.stream(Phase.values()).map(Phase::name).toList());
  }

  /** The texts for one kind of things, for the template. */
  static List<Map<String, Object>> of(String of, List<String> kinds) {
    List<Map<String, Object>> entries = new ArrayList<>();
    kinds.forEach(kind -> add(of, kind, entries));
    return entries;
  }

  private static void add(String of, String kind, List<Map<String, Object>> entries) {
    if (knows(of, kind)) {
      String key = of + "." + kind;
      entries.add(
          Map.of(
              "id", of + "-" + kind,
              "title", TEXTS.getProperty(key + ".title"),
              "text", TEXTS.getProperty(key + ".text")));
    }
  }

  /**
   * Whether there is a text for a verdict, a phase, or a kind of plot of a model, layer or
   * training.
   */
  static boolean knows(String of, String kind) {
    return TEXTS.containsKey(of + "." + kind + ".title")
        && TEXTS.containsKey(of + "." + kind + ".text");
  }

  private static Properties texts() {
    try {
      Properties texts = new Properties();
      texts.load(new StringReader(PageCode.resource("reading.properties")));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
