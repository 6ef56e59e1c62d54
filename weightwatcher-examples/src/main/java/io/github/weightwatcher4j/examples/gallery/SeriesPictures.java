package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.RatedModel;
import io.github.weightwatcher4j.plot.series.TestErrorPlot;
import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Test error against alpha over perceptrons that were trained with many sizes of batches. */
final class SeriesPictures {

  private SeriesPictures() {}

  /** A series for each length of training. */
  static List<NamedPlot> of(List<Integer> epochs, List<Integer> batches) {
    List<RatedModel> models = new ArrayList<>();
    for (int length : epochs) {
      for (int batch : batches) {
        models.add(trained(length, batch));
      }
    }
    return List.of(new NamedPlot("series-test-error", TestErrorPlot.of("mean alpha", models)));
  }

  private static RatedModel trained(int epochs, int batch) {
    Digits digits = Digits.load(1);
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    network.fit(digits.batches(batch), epochs);
    Analysis analysis =
        new WeightWatcher(network)
            .analyze(options -> options.layers(LayerSelector.nameMatches("fc.*")));
    double error = 100 * (1 - Digits.accuracy(network, digits.test()));
    return new RatedModel(
        "batches of " + batch,
        epochs + " epochs",
        analysis.summary().mean(Metric.ALPHA).orElseThrow(),
        error);
  }
}
