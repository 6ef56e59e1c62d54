package io.github.weightwatcher4j.plot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.series.ModelsDistancePlot;
import io.github.weightwatcher4j.report.Analysis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistancePlotTest {

  private static final Analysis TWO =
      Models.of(
          "net",
          Models.fitted("a", 3, Map.of(Metric.D, 0.05, Metric.SIGMA, 0.5)),
          Models.fitted("b", 5, Map.of(Metric.D, 0.15)),
          Models.row("c", LayerType.DENSE));

  private static List<Dot> dots(XyPlot plot) {
    return plot.marks().stream()
        .filter(mark -> mark instanceof Mark.Dots)
        .flatMap(mark -> ((Mark.Dots) mark).dots().stream())
        .toList();
  }

  @Test
  void eachFittedLayerIsADotWithTheErrorOfItsAlpha() {
    XyPlot plot = DistancePlot.of(TWO, Grouping.TYPE);

    assertThat(dots(plot)).containsExactly(Dot.of(0.05, 3, 0.5, "a"), Dot.of(0.15, 5, "b"));
    assertThat(plot.notes()).containsExactly("1 of 3 layers without a fit");
  }

  @Test
  void modelsHaveTheirLayersAndTheirMeans() {
    Analysis none = Models.of("none", Models.row("c", LayerType.DENSE));

    XyPlot plot = ModelsDistancePlot.of(List.of(TWO, none));

    Dot mean = dots(plot).get(2);
    assertThat(mean.x()).isCloseTo(0.1, within(1e-15));
    assertThat(mean.y()).isEqualTo(4);
    assertThat(plot.notes()).containsExactly("none: no layer was fitted");
    assertThat(plot.description()).contains("net: mean alpha 4, D 0.1 of 2 layers");
  }
}
