package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.DigitsConvNet;
import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Chooses layers, sorts and exports them. */
public final class SelectAndExport {

  private SelectAndExport() {}

  /**
   * Analyses the convolutions of a network and writes them to a file, by default a new one here.
   */
  public static void main(String[] args) throws IOException {
    MultiLayerNetwork network = DigitsConvNet.untrained(1);
    run(network, Path.of(args.length > 0 ? args[0] : "convolutions.csv"));
  }

  private static void run(MultiLayerNetwork network, Path file) throws IOException {
    System.out.println(new WeightWatcher(network).describe()); // shapes and sizes, at once
    Analysis convolutions =
        new WeightWatcher(network)
            .analyze(options -> options.layers(LayerSelector.byType(LayerType.CONV2D)));
    System.out.println(convolutions.details().sortedBy(Metric.ALPHA));
    AnalysisCsv.write(convolutions, file); // the Python tool's columns; also JSON, Markdown
  }
}
