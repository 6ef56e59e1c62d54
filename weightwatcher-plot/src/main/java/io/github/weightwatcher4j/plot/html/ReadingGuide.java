package io.github.weightwatcher4j.plot.html;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** How to read each kind of plot; the texts are in {@code reading.properties}. */
final class ReadingGuide {

  private static final Properties TEXTS = texts();

  private ReadingGuide() {}

  /** The texts for the plots of a page, for the template. */
  static List<Map<String, Object>> of(List<String> ofModel, List<String> ofLayers) {
    List<Map<String, Object>> entries = new ArrayList<>(of("model", ofModel));
    entries.addAll(of("layer", ofLayers));
    return entries;
  }

  /** The texts for the plots of one thing, for the template. */
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

  /** Whether there is a text for a kind of plot of a model, a layer or a training. */
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
