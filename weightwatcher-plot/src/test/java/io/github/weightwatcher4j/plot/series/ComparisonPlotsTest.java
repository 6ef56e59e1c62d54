package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.Models;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPlotsTest {

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);

  private static final Analysis SMALL =
      Models.of("small", Models.fitted("a", 2.5, Map.of()), Models.fitted("b", 3.5, Map.of()));

  private static final Analysis LARGE =
      Models.of(
          "large",
          Models.fitted("a", 2.2, Map.of(Metric.LOG_SPECTRAL_NORM, 1.0)),
          Models.fitted("b", 2.7, Map.of(Metric.LOG_SPECTRAL_NORM, 2.0)),
          Models.row("c", LayerType.DENSE),
          Models.fitted("d", 4.5, Map.of()),
          Models.fitted("e", 30, Map.of()));

  @Test
  void modelsOfDifferentLayersAreComparedByRelativeDepth() {
    XyPlot plot = DepthPlot.of(List.of(SMALL, LARGE), ALPHA);

    assertThat(plot.x().scale()).isEqualTo(Axis.Scale.LINEAR);
    assertThat(dots(plot, "small")).containsExactly(Dot.of(0, 2.5, "a"), Dot.of(1, 3.5, "b"));
    assertThat(dots(plot, "large")).extracting(Dot::x).containsExactly(0.0, 0.25, 0.75, 1.0);
  }

  @Test
  void modelsOfTheSameLayersAreComparedByName() {
    XyPlot plot = DepthPlot.of(List.of(SMALL, SMALL), ALPHA);

    assertThat(plot.x().names()).containsExactly("a", "b");
    assertThat(dots(plot, "small (1)")).extracting(Dot::x).containsExactly(0.0, 1.0);
    assertThat(dots(plot, "small (2)")).hasSize(2);
  }

  @Test
  void linesBreakWhereALayerHasNoPowerLaw() {
    XyPlot plot = DepthPlot.of(List.of(LARGE), ALPHA);

    assertThat(plot.marks().stream().filter(mark -> mark instanceof Mark.Curve))
        .extracting(mark -> ((Mark.Curve) mark).points())
        .containsExactly(
            List.of(new Point(0, 2.2), new Point(1, 2.7)),
            List.of(new Point(3, 4.5), new Point(4, 30)));
  }

  @Test
  void histogramsAreSharesInTheSameBins() {
    XyPlot plot = HistogramsPlot.of(List.of(SMALL, LARGE), ALPHA);

    List<Point> small = ((Mark.Curve) plot.mark("small")).points();
    List<Point> large = ((Mark.Curve) plot.mark("large")).points();
    assertThat(small).extracting(Point::x).isEqualTo(large.stream().map(Point::x).toList());
    assertThat(share(small)).isCloseTo(1, within(1e-15)); // halves and quarters
    assertThat(share(large)).isCloseTo(1, within(1e-15));
  }

  @Test
  void alphasFarAboveTheBandAreCountedAtTwenty() {
    XyPlot plot = HistogramsPlot.ofAlpha(List.of(SMALL, LARGE));

    List<Point> large = ((Mark.Curve) plot.mark("large, mean 9.85")).points();
    assertThat(large.get(large.size() - 2)).isEqualTo(new Point(22, 0.25));
  }

  @Test
  void plotsAreMadeForWhatAnyModelHasAndCanBeDrawn(@TempDir Path folder) throws IOException {
    List<NamedPlot> plots = ComparisonPlots.of(List.of(SMALL, LARGE));

    assertThat(plots)
        .extracting(NamedPlot::kind)
        .containsExactly(
            "alpha-by-depth",
            "alpha-histograms",
            "log-spectral-norm-by-depth",
            "log-spectral-norm-histograms");
    for (NamedPlot plot : plots) {
      Path file = folder.resolve(plot.kind() + ".svg");
      plot.plot().writeSvg(file);
      assertThat(Files.size(file)).isPositive();
    }
    assertThat(ComparisonPlots.of(List.of())).isEmpty();
  }

  private static List<Dot> dots(XyPlot plot, String name) {
    return ((Mark.Dots) plot.mark(name)).dots();
  }

  private static double share(List<Point> outline) {
    double sum = 0;
    for (int i = 1; i < outline.size() - 1; i += 2) {
      sum += outline.get(i).y();
    }
    return sum;
  }
}
