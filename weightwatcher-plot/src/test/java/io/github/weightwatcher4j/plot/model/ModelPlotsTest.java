package io.github.weightwatcher4j.plot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Bar;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPlotsTest {

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);

  private static final Analysis NET =
      Models.of(
          "net",
          Models.fitted("conv.0.a", 1.5, size(16, 4, 9)),
          Models.fitted("conv.0.b", 2.5, size(8, 8, 9)),
          Models.fitted("conv.1.a", 2.75, size(32, 8, 1)),
          Models.fitted("fc.0.a", 7, size(64, 64, 1)),
          Models.row("fc.0.b", LayerType.DENSE));

  private static Map<Metric, Double> size(double n, double m, double rf) {
    return Map.of(
        Metric.N, n, Metric.M, m, Metric.RF, rf, Metric.Q, n / m, Metric.DETX_LN_RATIO, 0.75);
  }

  @Test
  void thereIsAPlotForWhatAnyLayerHas() {
    assertThat(ModelPlots.of(NET))
        .extracting(NamedPlot::kind)
        .containsExactly(
            "alpha",
            "alpha-histogram",
            "detx",
            "detx-against-alpha",
            "alpha-and-size",
            "alpha-against-q",
            "alpha-by-group",
            "alpha-by-block");
  }

  @Test
  void thereIsNoneForAnAnalysisWithoutLayersOrNumbers() {
    assertThat(ModelPlots.of(Models.named())).isEmpty();
    assertThat(ModelPlots.of(Models.named("a", "b"))).isEmpty();
  }

  @Test
  void flowsAreSetAgainstRandomDirectionsAndLayersWithoutOneCrossed() {
    XyPlot plot =
        FlowPlot.of(
            Models.of(
                "net",
                Models.fitted("a", 3, flow(0.8, 9)),
                Models.fitted("b", 3, flow(0.3, 1.5)),
                Models.row("c", LayerType.DENSE)));

    assertThat(heights(plot, "random directions")).containsExactly(0.25, 0.25);
    assertThat(heights(plot, "3 s.d. or more from random")).containsExactly(0.8);
    assertThat(heights(plot, "within 3 s.d.")).containsExactly(0.3);
    assertThat(heights(plot, "no flow")).hasSize(1);
    assertThat(plot.description()).contains("0.3 (b)", "0.8 (a)", "no value for c");
  }

  private static Map<Metric, Double> flow(double overlap, double z) {
    return Map.of(Metric.FLOW_OVERLAP, overlap, Metric.FLOW_EXPECTED, 0.25, Metric.FLOW_Z, z);
  }

  private static List<Double> heights(XyPlot plot, String name) {
    return ((Mark.Dots) plot.mark(name)).dots().stream().map(Dot::y).toList();
  }

  @Test
  void everyPlotIsDrawnAndDescribed(@TempDir Path folder) throws IOException {
    for (Analysis net : List.of(NET, Models.of("one", Models.fitted("fc", 3, size(4, 2, 1))))) {
      for (NamedPlot plot : ModelPlots.of(net)) {
        Path file = folder.resolve(plot.kind() + ".png");
        plot.plot().writePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getHeight())
            .as(plot.kind())
            .isEqualTo((int) Math.round(plot.plot().height() * Plot.DPI / 96.0));
        assertThat(plot.plot().description()).as(plot.kind()).isNotBlank();
      }
    }
  }

  @Test
  void histogramCountsLayersAndNamesTheBand() {
    XyPlot plot = LayerHistogram.ofAlpha(NET);

    Mark.Bars bars = (Mark.Bars) plot.mark("4 layers");
    assertThat(bars.bars())
        .containsExactly(new Bar(1.5, 2, 1), new Bar(2.5, 3, 2), new Bar(7, 7.5, 1));
    assertThat(plot.notes())
        .containsExactly("1 below 2, 2 from 2 to 6, 1 above 6, 1 without a power law");
    assertThat(((Mark.Rule) plot.mark("mean")).at()).isEqualTo(13.75 / 4);
  }

  private static List<Dot> bubbles(XyPlot plot) {
    return plot.marks().stream()
        .filter(Mark.Dots.class::isInstance)
        .flatMap(mark -> ((Mark.Dots) mark).dots().stream())
        .toList();
  }

  @Test
  void areasOfBubblesAreInTheRatioOfParameters() {
    XyPlot plot =
        BubblePlot.of(NET, Quantity.of(Metric.Q), ALPHA, Quantity.PARAMETERS, Grouping.TYPE);

    List<Dot> dots = bubbles(plot); // large ones first, small ones over them
    assertThat(dots)
        .extracting(Dot::label)
        .containsExactly("fc.0.a", "conv.0.a", "conv.0.b", "conv.1.a");
    assertThat(dots.get(0).size()).isEqualTo(BubblePlot.LARGEST);
    assertThat(Math.pow(dots.get(1).size() / dots.get(0).size(), 2))
        .isCloseTo(576.0 / 4096, within(1e-15)); // rounding of a root and a square
    assertThat(dots.get(1).x()).isEqualTo(4);
    assertThat(dots.get(1).y()).isEqualTo(1.5);
  }

  @Test
  void tinyBubblesAreLargeEnoughToBeSeen() {
    Analysis net =
        Models.of(
            "net", Models.fitted("a", 2, size(1e6, 1e3, 1)), Models.fitted("b", 3, size(2, 1, 1)));

    XyPlot plot = BubblePlot.byLayer(net, ALPHA, Quantity.PARAMETERS, Grouping.TYPE);

    assertThat(bubbles(plot).get(1).size()).isEqualTo(BubblePlot.SMALLEST);
  }

  @Test
  void groupsHaveTheirMeansOverTheirDots() {
    XyPlot plot = GroupPlot.of(NET, ALPHA, Grouping.STAGE);

    assertThat(plot.x().names()).containsExactly("conv", "fc");
    assertThat(AlphaPlotTest.dots(plot, "a layer"))
        .extracting(Dot::y)
        .containsExactly(1.5, 2.5, 2.75, 7.0);
    List<Mark.Curve> means =
        plot.marks().stream()
            .filter(mark -> mark instanceof Mark.Curve)
            .map(mark -> (Mark.Curve) mark)
            .toList();
    assertThat(means).extracting(mean -> mean.points().get(0).y()).containsExactly(2.25, 7.0);
    assertThat(means).extracting(mean -> mean.points().get(0).x()).containsExactly(-0.3, 0.7);
  }

  @Test
  void theRatioToDetXStandsAgainstAlphaWithTheIdealWhereTheLinesCross() {
    XyPlot plot = IdealPlot.of(NET, Grouping.TYPE);

    assertThat(AlphaPlotTest.dots(plot, "dense"))
        .extracting(Dot::x)
        .containsExactly(1.5, 2.5, 2.75, 7.0);
    assertThat(AlphaPlotTest.dots(plot, "dense")).extracting(Dot::y).containsOnly(0.75);
    assertThat(((Mark.Rule) plot.mark("ideal")).at()).isEqualTo(2);
    assertThat(plot.notes())
        .containsExactly("the fitted tail is the shorter one in 4 of 4 layers; 1 without a place");
  }

  @Test
  void whatAllNamesBeginWithIsAtTheAxisOnly() {
    XyPlot plot = AlphaPlot.of(Models.named("model.layers.0.fc", "model.layers.1.fc"));

    assertThat(plot.x().names()).containsExactly("0.fc", "1.fc");
    assertThat(plot.x().label()).isEqualTo("layer of model.layers, from input to output");
  }
}
