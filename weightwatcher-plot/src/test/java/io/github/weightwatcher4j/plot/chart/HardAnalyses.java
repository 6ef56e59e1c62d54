package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Analyses that are hard to draw, with all that can be computed. */
final class HardAnalyses {

  private static final String LONG =
      "transformer.encoder.blocks.0.attention.self.query_key_value.projection.adapter."
          .repeat(3)
          .substring(0, 196);

  private HardAnalyses() {}

  static Analysis ordinary() {
    return analysis("ordinary", List.of("conv1", "layer1.0.conv1", "fc"), 1);
  }

  static Analysis oneLayer() {
    return analysis("one layer", List.of("weights"), 1);
  }

  static Analysis longNames() {
    return analysis(LONG, List.of(LONG + ".one", LONG + ".two", "x." + LONG), 1);
  }

  static Analysis foreignNames() {
    return analysis(
        "模型 модель",
        List.of("編碼器.注意力.查詢", "кодировщик.слой.0", "couche_cachée.été", "شبكة", "🧠.layer"),
        1);
  }

  static Analysis tinyNumbers() {
    return analysis("tiny", List.of("a", "b"), 1e-30);
  }

  static Analysis hugeNumbers() {
    return analysis("huge", List.of("a", "b"), 1e30);
  }

  static Analysis manyLayers() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      names.add("model.layers." + i / 4 + ".self_attn." + "qkvo".charAt(i % 4) + "_proj");
    }
    return analysis("many", names, 1);
  }

  /** Names that would just not fit side by side. */
  static Analysis blocks() {
    List<String> names = new ArrayList<>(List.of("conv1"));
    for (int i = 0; i < 18; i++) {
      names.add("layer" + (i / 6 + 1) + "." + i / 2 % 3 + ".conv" + (i % 2 + 1));
    }
    names.add("linear");
    return analysis("blocks", names, 1);
  }

  /** Zeros, a matrix of rank one, equal eigenvalues, and a fit that worked. */
  static Analysis failedFits() {
    double[][] one = new double[30][20];
    double[][] equal = new double[30][20];
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 20; j++) {
        one[i][j] = (i + 1) * (j + 1);
        equal[i][j] = i == j ? 1 : 0;
      }
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(layer(0, "zeros", new double[30][20]));
    layers.add(layer(1, "rank one", one));
    layers.add(layer(2, "equal", equal));
    layers.add(layer(3, "heavy", heavyTailed(30, 20, 1, 1)));
    Analysis analysis = new WeightWatcher(ModelSource.of("failed", layers)).analyze(o -> all(o));
    if (analysis.details().stream().noneMatch(row -> row.tail() instanceof FailedFit)) {
      throw new AssertionError("no fit failed");
    }
    return analysis;
  }

  private static Analysis analysis(String model, List<String> names, double scale) {
    List<Layer> layers = new ArrayList<>();
    for (String name : names) {
      int i = layers.size();
      layers.add(layer(i, name, heavyTailed(60 + i % 3 * 20, 50, i, scale)));
    }
    return new WeightWatcher(ModelSource.of(model, layers)).analyze(o -> all(o));
  }

  /** The plots of the models and of a few layers of each. */
  static List<XyPlot> plots(List<Analysis> analyses) {
    List<XyPlot> plots = new ArrayList<>();
    for (Analysis analysis : analyses) {
      ModelPlots.of(analysis).forEach(named -> add(named.plot(), plots));
      for (LayerReport row : analysis.details().rows().stream().limit(4).toList()) {
        LayerPlots.of(row).forEach(named -> add(named.plot(), plots));
      }
    }
    return plots;
  }

  private static void add(Plot plot, List<XyPlot> plots) {
    if (plot instanceof XyPlot one) {
      plots.add(one);
    } else if (plot instanceof PlotGrid grid) {
      plots.addAll(grid.panels());
    }
  }

  private static AnalysisOptionsBuilder all(AnalysisOptionsBuilder options) {
    return options
        .minEvals(1)
        .mpFit(true)
        .randomize(true)
        .detx(true)
        .vectors(true)
        .compareLaws(true)
        .profile(true);
  }

  private static Layer layer(int index, String name, double[][] weights) {
    return Layer.of(
        new LayerInfo(index, name, LayerType.DENSE),
        Weights.of(WeightTensor.of(weights), Slicing.TRAILING));
  }

  private static double[][] heavyTailed(int rows, int columns, long seed, double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = scale * random.nextGaussian() / Math.sqrt(random.nextDouble());
      }
    }
    return weights;
  }
}
