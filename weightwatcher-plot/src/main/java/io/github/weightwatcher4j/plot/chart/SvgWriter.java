package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.model.internal.Printable;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what is drawn as SVG: neighbours that look alike as one element, letters over everything
 * else, which they never touch. A part that is seen through a window is an inner picture; so there
 * are no names in it that could clash with those of another picture on the same page.
 */
final class SvgWriter {

  private final StringBuilder text = new StringBuilder();
  private final SvgColors colors;

  private SvgWriter(SvgColors colors) {
    this.colors = colors;
  }

  /** The elements of a picture. */
  static String of(List<SvgLeaf> leaves, SvgColors colors) {
    SvgWriter writer = new SvgWriter(colors);
    writer.outlines(SvgOutlines.merged(leaves));
    writer.letters(leaves);
    return writer.text.toString();
  }

  private void outlines(List<SvgLeaf.Outline> outlines) {
    List<SvgLeaf.Outline> run = new ArrayList<>();
    for (SvgLeaf.Outline outline : outlines) {
      if (!run.isEmpty() && !run.get(0).clip().equals(outline.clip())) {
        window(run);
        run.clear();
      }
      run.add(outline);
    }
    window(run);
  }

  private void window(List<SvgLeaf.Outline> run) {
    Optional<Rectangle> clip = run.isEmpty() ? Optional.empty() : run.get(0).clip();
    clip.ifPresent(area -> text.append("<svg ").append(window(area)).append('>'));
    int from = 0;
    for (int to = 1; to <= run.size(); to++) {
      if (to == run.size() || !run.get(to).style().equals(run.get(from).style())) {
        paths(run.subList(from, to));
        from = to;
      }
    }
    clip.ifPresent(area -> text.append("</svg>"));
  }

  /** Outlines of one style, which is written once. */
  private void paths(List<SvgLeaf.Outline> alike) {
    String style = attributes(alike.get(0).style());
    boolean one = alike.size() == 1;
    text.append(one ? "" : "<g" + style + ">");
    for (SvgLeaf.Outline outline : alike) {
      text.append("<path").append(one ? style : "");
      text.append(" d=\"").append(outline.path().data()).append("\"/>");
    }
    text.append(one ? "" : "</g>");
  }

  private static String window(Rectangle area) {
    String x = SvgPathData.text(area.x);
    String y = SvgPathData.text(area.y);
    String width = SvgPathData.text(area.width);
    String height = SvgPathData.text(area.height);
    return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" viewBox=\"%s %s %s %s\""
        .formatted(x, y, width, height, x, y, width, height);
  }

  private void letters(List<SvgLeaf> leaves) {
    Map<Map<String, String>, List<SvgLeaf.Letters>> byStyle = new LinkedHashMap<>();
    for (SvgLeaf leaf : leaves) {
      if (leaf instanceof SvgLeaf.Letters letters) {
        byStyle.computeIfAbsent(letters.style(), style -> new ArrayList<>()).add(letters);
      }
    }
    byStyle.forEach(
        (style, run) -> {
          text.append("<g").append(attributes(style)).append('>');
          run.forEach(
              letters ->
                  text.append("<text")
                      .append(attributes(letters.place()))
                      .append('>')
                      .append(escaped(letters.text()))
                      .append("</text>"));
          text.append("</g>");
        });
  }

  private String attributes(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(entry -> " " + entry.getKey() + "=\"" + value(entry) + "\"")
        .collect(Collectors.joining());
  }

  private String value(Map.Entry<String, String> attribute) {
    String value = attribute.getValue();
    return switch (attribute.getKey()) {
      case "fill", "stroke" -> colors.of(value);
      case "font-size" -> value.replace("px", "");
      default -> value;
    };
  }

  /** Text as it may be shown, which XML holds. */
  static String escaped(String text) {
    return Printable.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
