package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.model.Models;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryPlotsTest {

  private static TrainingStep step(int epoch, int iteration, LayerReport... rows) {
    return new TrainingStep(
        epoch, iteration, OptionalDouble.of(1.0 / epoch), Duration.ZERO, Models.of("net", rows));
  }

  /** Layers l0, l1, ... whose alpha at each epoch is given. */
  private static History history(int layers, int epochs, IntFunction<double[]> alphas) {
    List<TrainingStep> steps = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double[] row = alphas.apply(epoch);
      steps.add(
          step(
              epoch,
              100 * epoch,
              IntStream.range(0, layers)
                  .mapToObj(i -> Models.fitted("l" + i, row[i], Map.of()))
                  .toArray(LayerReport[]::new)));
    }
    return History.of(steps);
  }

  @Test
  void eachLayerIsALineOverTheEpochs() {
    XyPlot plot = HistoryPlot.ofAlpha(history(2, 3, epoch -> new double[] {epoch + 1, 5}));

    assertThat(plot.x().label()).isEqualTo("epoch");
    assertThat(((Mark.Dots) plot.mark("l0")).dots())
        .extracting(Dot::x, Dot::y)
        .containsExactly(pair(1, 2), pair(2, 3), pair(3, 4));
    assertThat(plot.description()).contains("l0 2 to 4; l1 5 to 5");
  }

  @Test
  void aStepWithoutAPowerLawIsAGap() {
    History history =
        History.of(
            List.of(
                step(1, 1, Models.fitted("fc", 2, Map.of())),
                step(2, 2, Models.fitted("fc", 3, Map.of())),
                step(3, 3, Models.row("fc", LayerType.DENSE)),
                step(4, 4, Models.fitted("fc", 4, Map.of()))));

    XyPlot plot = HistoryPlot.of(history, Quantity.of(Metric.ALPHA));

    assertThat(curves(plot, Ink.group(0)))
        .containsExactly(List.of(new Point(1, 2), new Point(2, 3)));
    assertThat(((Mark.Dots) plot.mark("fc")).dots()).hasSize(3);
  }

  @Test
  void severalStepsOfAnEpochAreDrawnByIteration() {
    History history =
        History.of(
            List.of(
                step(1, 50, Models.fitted("fc", 2, Map.of())),
                step(1, 60, Models.fitted("fc", 3, Map.of()))));

    XyPlot plot = HistoryPlot.ofAlpha(history);

    assertThat(plot.x().label()).isEqualTo("iteration");
    assertThat(((Mark.Dots) plot.mark("fc")).dots()).extracting(Dot::x).containsExactly(50.0, 60.0);
  }

  @Test
  void ofManyLayersTheTellingOnesAreNamed() {
    double[] end = {3, 4, 9, 2, 5, 6, 7, 3};
    double[] start = {3, 4, 8, 2.5, 5, 6, 1.5, 3};

    XyPlot plot = HistoryPlot.ofAlpha(history(8, 2, epoch -> epoch == 1 ? start : end));

    assertThat(plot.marks().stream().filter(mark -> mark instanceof Mark.Dots))
        .extracting(Mark::name)
        .containsExactly(
            "l0 (first layer)",
            "l7 (last layer)",
            "l2 (ends highest)",
            "l3 (ends lowest)",
            "l6 (changed most)");
    assertThat(plot.mark("the other 3 layers")).isInstanceOf(Mark.Curve.class);
    assertThat(curves(plot, Ink.BULK)).hasSize(3);
  }

  @Test
  void plotsAreMadeForWhatTheHistoryHas(@TempDir Path folder) throws IOException {
    History history = history(2, 3, epoch -> new double[] {epoch + 1, 5});

    List<NamedPlot> plots = HistoryPlots.of(history);

    assertThat(plots)
        .extracting(NamedPlot::kind)
        .containsExactly("alpha-history", "alpha-map", "verdict-map", "loss-history");
    for (NamedPlot plot : plots) {
      Path file = folder.resolve(plot.kind() + ".png");
      plot.plot().writePng(file);
      assertThat(ImageIO.read(file.toFile())).isNotNull();
    }
    assertThat(HistoryPlots.of(History.of(List.of()))).isEmpty();
  }

  @Test
  void panelsOfAGridHaveTheSameAxesAndOneLegend(@TempDir Path folder) throws IOException {
    PlotGrid grid = SpectraGrid.of(history(1, 4, epoch -> new double[] {epoch + 1}), "l0");

    assertThat(grid.columns()).isEqualTo(2);
    assertThat(grid.panels())
        .extracting(XyPlot::title)
        .containsExactly("epoch 1", "epoch 2", "epoch 3", "epoch 4");
    assertThat(grid.panels().stream().map(XyPlot::x).distinct()).hasSize(1);
    assertThat(grid.panels().stream().map(XyPlot::y).distinct()).hasSize(1);
    assertThat(grid.panels().stream().flatMap(panel -> panel.marks().stream()))
        .extracting(Mark::name)
        .containsOnly("");
    assertThat(grid.legend())
        .extracting(Mark::name)
        .containsExactly("spectrum", "tail of the power law", "power law");
    assertThat(grid.panels().get(1).notes()).containsExactly("alpha = 3");
    Path file = folder.resolve("grid.png");
    grid.writePng(file);
    assertThat(ImageIO.read(file.toFile()).getHeight())
        .isEqualTo((int) Math.round(grid.height() * Plot.DPI / 96.0));
  }

  @Test
  void ofManyStepsNineWithTheFirstAndTheLastAreDrawn() {
    History history = history(1, 33, epoch -> new double[] {3});

    assertThat(SpectraGrid.over(history, "l0"))
        .extracting(LabelledSpectrum::label)
        .containsExactly(
            "epoch 1",
            "epoch 5",
            "epoch 9",
            "epoch 13",
            "epoch 17",
            "epoch 21",
            "epoch 25",
            "epoch 29",
            "epoch 33");
  }

  @Test
  void batchSizesAreComparedByTheirBulks() {
    SplittableRandom random = new SplittableRandom(5);
    List<LabelledSpectrum> spectra = new ArrayList<>();
    for (int size : new int[] {256, 16}) {
      double[][] weights = new double[120][60];
      for (double[] row : weights) {
        double common = size == 16 ? random.nextGaussian() : 0; // of rank 1: a spike
        Arrays.setAll(row, i -> random.nextGaussian() + common);
      }
      LayerReport row =
          new WeightWatcher(weights)
              .analyze(options -> options.mpFit(true))
              .details()
              .get("weights");
      spectra.add(new LabelledSpectrum("batch size " + size, row));
    }

    PlotGrid grid = SpectraGrid.ofBulk("fc by batch size", spectra);

    assertThat(grid.panels().get(0).notes().get(0)).endsWith("spikes: 0");
    assertThat(grid.panels().get(1).notes().get(0)).endsWith("spikes: 1");
    assertThat(grid.panels().get(0).x()).isEqualTo(grid.panels().get(1).x());
    assertThat(grid.legend()).extracting(Mark::name).contains("spectrum", "Marchenko-Pastur law");
  }

  @Test
  void whatCannotBeDrawnIsNamed() {
    History history = history(1, 1, epoch -> new double[] {3});
    LabelledSpectrum one = SpectraGrid.over(history, "l0").get(0);

    assertThatThrownBy(() -> SpectraGrid.of(history, "l1")).hasMessageContaining("'l1'");
    assertThatThrownBy(() -> SpectraGrid.ofBulk("", List.of(one)))
        .hasMessageContaining("Marchenko-Pastur");
    assertThatThrownBy(() -> SpectraGrid.of("", List.of())).hasMessageContaining("at least one");
  }

  private static List<List<Point>> curves(XyPlot plot, Ink ink) {
    return plot.marks().stream()
        .filter(mark -> mark instanceof Mark.Curve && mark.ink() == ink)
        .map(mark -> ((Mark.Curve) mark).points())
        .toList();
  }

  private static Tuple pair(double x, double y) {
    return tuple(x, y);
  }
}
