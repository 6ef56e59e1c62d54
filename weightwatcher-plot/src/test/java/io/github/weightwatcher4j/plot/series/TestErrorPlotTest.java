package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestErrorPlotTest {

  /** Within each group the error rises by 1 per unit; between groups it falls by 5. */
  private static final List<RatedModel> PARADOX =
      List.of(
          new RatedModel("a1", "a", 1, 10),
          new RatedModel("a2", "a", 2, 11),
          new RatedModel("a3", "a", 3, 12),
          new RatedModel("b1", "b", 4, 5),
          new RatedModel("b2", "b", 5, 6),
          new RatedModel("b3", "b", 6, 7));

  @Test
  void everyGroupHasItsLineAndItsOrder() {
    XyPlot plot = TestErrorPlot.of("alpha", PARADOX);

    assertThat(((Mark.Dots) plot.mark("a, τ = 1.00")).dots())
        .containsExactly(
            Mark.Dot.of(1, 10, "a1"), Mark.Dot.of(2, 11, "a2"), Mark.Dot.of(3, 12, "a3"));
    List<Mark.Curve> lines = lines(plot);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).points()).containsExactly(new Mark.Point(1, 10), new Mark.Point(3, 12));
    assertThat(lines.get(1).points()).containsExactly(new Mark.Point(4, 5), new Mark.Point(6, 7));
  }

  @Test
  void theLineThroughAllIsThatOfLeastSquares() {
    List<Mark.Point> line = lines(TestErrorPlot.of("alpha", PARADOX)).get(2).points();

    // means 3.5 and 8.5, Sxx = 17.5, Sxy = -18.5
    assertThat(line.get(0).x()).isEqualTo(1);
    assertThat(line.get(0).y()).isCloseTo(8.5 + 18.5 / 17.5 * 2.5, within(1e-12));
    assertThat(line.get(1).x()).isEqualTo(6);
    assertThat(line.get(1).y()).isCloseTo(8.5 - 18.5 / 17.5 * 2.5, within(1e-12));
  }

  @Test
  void simpsonsParadoxIsStatedWithBothOrders() {
    XyPlot plot = TestErrorPlot.of("alpha", PARADOX);

    // 6 of 15 pairs in order, 9 not; R² = 18.5² / (17.5 * 41.5); with 6 models p of the slope is
    // .13
    assertThat(plot.notes())
        .containsExactly(
            "all 6 models: R² = 0.47, RMSE = 1.91, Kendall τ = -0.20",
            "Simpson's paradox suspected: within every group, the slope is the opposite;"
                + " may be chance");
    assertThat(plot.description()).contains("a: R² = 1.00", "Kendall τ = 1.00", "paradox");
  }

  @Test
  void groupsOfTheSameOrderAreNoParadox() {
    List<RatedModel> steady =
        List.of(
            new RatedModel("a1", "a", 1, 1),
            new RatedModel("a2", "a", 2, 2),
            new RatedModel("a3", "a", 3, 3),
            new RatedModel("b1", "b", 4, 4),
            new RatedModel("b2", "b", 5, 5),
            new RatedModel("b3", "b", 6, 6));

    assertThat(TestErrorPlot.of("alpha", steady).notes()).hasSize(1);
    assertThat(TestErrorPlot.of("alpha", PARADOX.subList(0, 3)).notes()).hasSize(1);
  }

  @Test
  void aParadoxThatIsHardlyChanceIsCalledOne() {
    List<RatedModel> far =
        PARADOX.stream()
            .map(m -> m.group().equals("a") ? m : moved(m, m.metric() + 6, m.testError() - 7))
            .toList();

    assertThat(TestErrorPlot.of("alpha", far).notes())
        .contains("Simpson's paradox: within every group, the slope is the opposite");
  }

  private static RatedModel moved(RatedModel model, double metric, double error) {
    return new RatedModel(model.name(), model.group(), metric, error);
  }

  @Test
  void oneSeriesHasOneLineAndOneModelHasNone() {
    assertThat(lines(TestErrorPlot.of("alpha", PARADOX.subList(0, 3)))).hasSize(1);
    XyPlot one = TestErrorPlot.of("alpha", PARADOX.subList(0, 1));
    assertThat(lines(one)).isEmpty();
    assertThat(one.notes()).containsExactly("all 1 models: no line, all metrics equal");
    assertThat(TestErrorPlot.of("alpha", List.of()).marks()).isEmpty();
  }

  @Test
  void anAnalysisIsRatedByTheMeanOverItsLayers() {
    var net = Models.of("net", Models.fitted("a", 2, Map.of()), Models.fitted("b", 5, Map.of()));

    assertThat(RatedModel.of(net, Metric.ALPHA, "g", 7.5))
        .contains(new RatedModel("net", "g", 3.5, 7.5));
    assertThat(RatedModel.of(Models.named("a"), Metric.ALPHA, "g", 7.5)).isEmpty();
    assertThatThrownBy(() -> new RatedModel("x", "", Double.NaN, 1)).hasMessageContaining("x");
  }

  private static List<Mark.Curve> lines(XyPlot plot) {
    return plot.marks().stream()
        .filter(mark -> mark instanceof Mark.Curve)
        .map(mark -> (Mark.Curve) mark)
        .toList();
  }
}
