package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.html.TrendReport;
import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.SeriesModel;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrendPlotsTest {

  /** Two groups whose lines cross that of all. */
  private static TrendTable table() {
    List<SeriesModel> models = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int group = i / 6;
      models.add(
          new SeriesModel(
              "<m" + i + ">",
              "g" + group,
              "",
              Map.of("test_error", 20.0 - 9 * group + i % 6, "train_error", 3.0 + i % 6),
              Map.of("alpha", 2.0 + group + 0.1 * (i % 6), "x_1", 1.0 * (i % 5), "x_2", 0.5 * i)));
    }
    return new Series(models).against("test_error", List.of("alpha", "x_1", "x_2"));
  }

  @Test
  void eachMetricHasAPlotAndAllStandSideBySide() {
    List<NamedPlot> plots = TrendPlots.of(table());

    assertThat(plots)
        .extracting(NamedPlot::kind)
        .containsExactly("all", "metric-alpha", "metric-x", "metric-x-x", "training");
    PlotGrid grid = (PlotGrid) plots.get(0).plot();
    assertThat(grid.panels()).extracting(XyPlot::title).containsExactly("Mean alpha", "X 1", "X 2");
    assertThat(grid.legend()).extracting(Mark::name).containsExactly("g0", "g1", "all models");
    XyPlot alpha = (XyPlot) plots.get(1).plot();
    assertThat(alpha.title()).isEqualTo("Test error against mean alpha");
    assertThat(alpha.notes().get(1)).contains("paradox", "within every group");
    assertThat(alpha.marks()).hasSize(5); // two groups with their lines, and the line of all
  }

  @Test
  void testStandsAgainstTraining() {
    XyPlot plot = TrendPlots.training(table()).orElseThrow();

    assertThat(plot.x().label()).isEqualTo("train error");
    assertThat(plot.y().label()).isEqualTo("test error");
    Mark.Dots first = (Mark.Dots) plot.marks().get(0);
    assertThat(first.dots()).hasSize(6).contains(Mark.Dot.of(3, 20, "<m0>"));
  }

  @Test
  void thePageSaysTheVerdictFirstAndEscapesNames() throws IOException {
    StringWriter page = new StringWriter();
    TrendReport.of(table()).write(page);

    assertThat(page.toString())
        .containsSubsequence("Verdict", "By tau, ", "Pictures", "Tables", "Groups and whole")
        .contains("paradox; every group is opposite", "&lt;m0&gt;", "id=\"read-trend-paradox\"")
        .doesNotContain("<m0>");
  }

  @Test
  void aSeriesTooSmallForATrendHasAPage() throws IOException {
    TrendTable two =
        new Series(table().series().models().subList(0, 2)).against("test_error", List.of("alpha"));
    StringWriter page = new StringWriter();
    TrendReport.of(two).write(page);

    assertThat(page.toString()).contains("2 models are too few for a trend, which takes 3.");
  }
}
