package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.LayerGroups.Placed;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Alpha with its standard error against the distance D of tail and law, a dot for each layer: the
 * papers' D_KS, which says how far an alpha can be trusted (Martin, Peng &amp; Mahoney 2021, on the
 * quality of the fits). A layer far to the right has an alpha that describes it badly.
 */
public final class DistancePlot {

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);
  private static final Quantity D = Quantity.of(Metric.D);

  private DistancePlot() {}

  /**
   * The plot in the colours of a grouping, of the layers that have both numbers. An alpha above 20
   * lies above the frame, and a note says so.
   */
  public static XyPlot of(Analysis analysis, Grouping grouping) {
    String title = analysis.model() + ": alpha against " + D.name();
    XyPlot.Builder plot =
        XyPlot.titled(title).axes(Axis.linear(D.axis()), Axis.linear("alpha ± standard error"));
    int group = 0;
    int drawn = 0;
    for (Map.Entry<String, List<Placed>> entry : LayerGroups.of(analysis, grouping).entrySet()) {
      LayerReport any = entry.getValue().get(0).row();
      List<Dot> dots = dots(entry.getValue().stream().map(Placed::row).toList());
      if (!dots.isEmpty()) {
        plot.add(
            new Mark.Dots(
                entry.getKey(), grouping.ink(any, group), grouping.glyph(any, group), dots));
        drawn += dots.size();
      }
      group++;
    }
    String words = QuantityWords.of(analysis, D);
    int without = analysis.details().size() - drawn;
    if (without > 0) {
      plot.note(without + " of " + analysis.details().size() + " layers without a fit");
    }
    return AlphaPlot.onBand(plot.describedAs(title + " of each layer; D: " + words + "."));
  }

  /** A dot for each row that has both numbers. */
  public static List<Dot> dots(List<LayerReport> rows) {
    List<Dot> dots = new ArrayList<>();
    double size = LayerAxis.dotSize(rows.size());
    rows.forEach(row -> dot(row).ifPresent(dot -> dots.add(dot.sized(size))));
    return dots;
  }

  private static Optional<Dot> dot(LayerReport row) {
    OptionalDouble alpha = ALPHA.of(row);
    OptionalDouble distance = D.of(row);
    return alpha.isPresent() && distance.isPresent()
        ? Optional.of(
            Dot.of(
                distance.getAsDouble(),
                alpha.getAsDouble(),
                ALPHA.errorOf(row).orElse(0),
                row.name()))
        : Optional.empty();
  }
}
