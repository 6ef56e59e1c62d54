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
import java.util.List;

/** Every plot of a model, and every plot of a layer. */
final class ModelPictures {

  private ModelPictures() {}

  /** A convolutional network, and a layer of it that has correlation traps. */
  static List<NamedPlot> of(Path weights, String trapped) {
    Analysis analysis = new WeightWatcher(weights).analyze(ModelPictures::everything);
    List<NamedPlot> plots = new ArrayList<>();
    ModelPlots.of(analysis)
        .forEach(one -> plots.add(new NamedPlot("model-" + one.kind(), one.plot())));
    RandomizedPlot.of(analysis.details().get(trapped))
        .ifPresent(plot -> plots.add(new NamedPlot("layer-traps", plot)));
    return plots;
  }

  static List<NamedPlot> ofLayer(LayerReport report) {
    return LayerPlots.of(report).stream()
        .map(one -> new NamedPlot("layer-" + one.kind(), one.plot()))
        .toList();
  }

  /** All that has a picture. */
  static AnalysisOptionsBuilder everything(AnalysisOptionsBuilder options) {
    return options.randomize(true).detx(true).vectors(true).compareLaws(true).profile(true);
  }
}
