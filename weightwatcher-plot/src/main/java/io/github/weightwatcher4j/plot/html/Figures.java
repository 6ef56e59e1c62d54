package io.github.weightwatcher4j.plot.html;

import freemarker.template.SimpleScalar;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.plot.chart.SvgPicture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plots as the template takes them: drawn. */
final class Figures {

  private Figures() {}

  /**
   * The figures of plots, drawn on all cores.
   *
   * @param of what they are of: {@code model} or {@code layer}
   */
  static List<Map<String, Object>> of(String of, List<NamedPlot> plots) {
    return plots.parallelStream().map(plot -> figure(of, plot)).toList();
  }

  private static Map<String, Object> figure(String of, NamedPlot named) {
    Map<String, Object> figure = new HashMap<>();
    figure.put("wide", named.plot().width() > Plot.WIDTH);
    figure.put("svg", new SimpleScalar(SvgPicture.element(named.plot())));
    if (ReadingGuide.knows(of, named.kind())) {
      figure.put("guide", of + "-" + named.kind());
    }
    return figure;
  }
}
