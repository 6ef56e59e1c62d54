package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.layer.RandomizedPlot;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Every plot of a model, and every plot of a layer. */
final class ModelPictures {

  private ModelPictures() {}

  /** Rows of the layer with traps, of half as many columns. */
  private static final int ROWS = 400;

  /** A convolutional network, and a layer of noise that has correlation traps. */
  static List<NamedPlot> of(Path weights) {
    Analysis analysis = new WeightWatcher(weights).analyze(ModelPictures::everything);
    List<NamedPlot> plots = new ArrayList<>();
    ModelPlots.of(analysis)
        .forEach(one -> plots.add(new NamedPlot("model-" + one.kind(), one.plot())));
    RandomizedPlot.of(trapped()).ifPresent(plot -> plots.add(new NamedPlot("layer-traps", plot)));
    return plots;
  }

  /** Noise with two weights so large that each makes an eigenvalue, in whatever order they are. */
  static LayerReport trapped() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] weights = new double[ROWS][ROWS / 2];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> random.nextGaussian() / Math.sqrt(ROWS));
    }
    weights[3][5] = 4;
    weights[50][60] = 2.5;
    return new WeightWatcher(weights).analyze(ModelPictures::everything).details().get("weights");
  }

  static List<NamedPlot> ofLayer(LayerReport report) {
    return LayerPlots.of(report).stream()
        .map(one -> new NamedPlot("layer-" + one.kind(), one.plot()))
        .toList();
  }

  /** All that has a picture. */
  static AnalysisOptionsBuilder everything(AnalysisOptionsBuilder options) {
    return options
        .randomize(true)
        .detx(true)
        .vectors(true)
        .flow(true)
        .compareLaws(true)
        .profile(true);
  }
}
