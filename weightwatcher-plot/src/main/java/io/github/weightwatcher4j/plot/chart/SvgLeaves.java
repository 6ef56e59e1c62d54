package io.github.weightwatcher4j.plot.chart;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Takes apart what Batik made: all that is drawn, in its order, with the style it inherits. */
final class SvgLeaves {

  private static final Set<String> OF_EDGES =
      Set.of(
          "stroke",
          "stroke-width",
          "stroke-dasharray",
          "stroke-linecap",
          "stroke-linejoin",
          "stroke-opacity");
  private static final Set<String> OF_INSIDES = Set.of("fill", "fill-opacity");
  private static final Set<String> OF_TEXTS =
      Set.of("fill", "fill-opacity", "font-size", "font-weight");

  /** What attributes mean where they are not there. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "fill", "none",
          "fill-opacity", "1",
          "font-weight", "normal",
          "stroke", "none",
          "stroke-dasharray", "none",
          "stroke-linecap", "butt",
          "stroke-linejoin", "miter",
          "stroke-opacity", "1",
          "stroke-width", "1");

  private final List<SvgLeaf> leaves = new ArrayList<>();
  private final Map<String, Rectangle> clips = new HashMap<>();
  private final Rectangle canvas;

  private SvgLeaves(int width, int height) {
    this.canvas = new Rectangle(10 * width, 10 * height);
  }

  static List<SvgLeaf> of(Element root, int width, int height) {
    SvgLeaves all = new SvgLeaves(width, height);
    all.findClips(root);
    all.walk(root, Map.of());
    return List.copyOf(all.leaves);
  }

  private void findClips(Element element) {
    if (element.getTagName().equals("clipPath")) {
      Element path = (Element) element.getFirstChild();
      String reference = "url(#" + element.getAttribute("id") + ")";
      clips.put(reference, SvgPath.parse(path.getAttribute("d")).bounds());
    }
    children(element).forEach(this::findClips);
  }

  private void walk(Element element, Map<String, String> inherited) {
    Map<String, String> style = new HashMap<>(inherited);
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      style.put(attribute.getNodeName(), attribute.getNodeValue());
    }
    switch (element.getTagName()) {
      case "svg", "g" -> children(element).forEach(child -> walk(child, style));
      case "text" -> letters(element.getTextContent(), style);
      case "path" -> outline(style);
      case "defs" -> {}
      default ->
          throw new UnsupportedOperationException(
              "a vector picture holds outlines and letters, but something drew: "
                  + element.getTagName());
    }
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private void letters(String text, Map<String, String> style) {
    Map<String, String> place = new HashMap<>(style);
    place.keySet().retainAll(Set.of("x", "y", "transform"));
    leaves.add(new SvgLeaf.Letters(text, place, only(OF_TEXTS, style)));
  }

  private void outline(Map<String, String> style) {
    if (style.containsKey("transform")) {
      throw new IllegalStateException("an outline is not where it is drawn: " + style);
    }
    SvgPath path = SvgPath.parse(style.getOrDefault("d", "")).simplified();
    Map<String, String> own = new HashMap<>();
    own.putAll(visible("fill", only(OF_INSIDES, style)));
    own.putAll(visible("stroke", only(OF_EDGES, style)));
    own.remove("stroke-linecap", "square"); // half a width at the ends of lines that end unseen
    if (!path.segments().isEmpty() && !own.isEmpty()) {
      Optional<Rectangle> clip =
          Optional.ofNullable(clips.get(style.getOrDefault("clip-path", "")))
              .filter(area -> !area.contains(canvas));
      leaves.add(new SvgLeaf.Outline(path, clip, own));
    }
  }

  private static Map<String, String> visible(String paint, Map<String, String> style) {
    return style.containsKey(paint) ? style : Map.of();
  }

  private static Map<String, String> only(Set<String> names, Map<String, String> style) {
    Map<String, String> own = new HashMap<>(style);
    own.keySet().retainAll(names);
    own.entrySet().removeIf(entry -> entry.getValue().equals(DEFAULTS.get(entry.getKey())));
    return own;
  }
}
