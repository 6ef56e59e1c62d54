package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.plot.layer.EsdPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Draws the spectrum of a layer before and after training; made {@code docs/images}. */
public final class PlotSpectrum {

  private static final String LAYER = "fc2";
  private static final int WIDTH = 800;
  private static final int HEIGHT = 450;

  private PlotSpectrum() {}

  /** Writes before.png and after.png into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    EsdPlot.of(layer(network)).writePng(folder.resolve("before.png"), WIDTH, HEIGHT);
    network.fit(Digits.load(1).batches(32), 25);
    EsdPlot.of(layer(network)).writePng(folder.resolve("after.png"), WIDTH, HEIGHT);
  }

  private static LayerReport layer(MultiLayerNetwork network) {
    return new WeightWatcher(network).analyze().details().get(LAYER);
  }
}
