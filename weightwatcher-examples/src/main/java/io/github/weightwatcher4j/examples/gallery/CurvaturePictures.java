package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.Eigenpair;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.curvature.NetworkLoss;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.model.HessianDensityPlot;
import io.github.weightwatcher4j.plot.model.LossLinePlot;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/** The curvature of a small perceptron's loss, 64 - 32 - 10. */
final class CurvaturePictures {

  private static final int SAMPLES = 512;
  private static final int BATCH = 32;
  private static final double RADIUS = 2;
  private static final int POINTS = 81;

  private CurvaturePictures() {}

  static List<NamedPlot> of(int epochs, int vectors, int steps) {
    Digits digits = Digits.load(1);
    MultiLayerNetwork network = DigitsMlp.untrained(1, new Sgd(0.2), 0, 32);
    network.fit(digits.batches(BATCH), epochs);
    Curvature curvature =
        NetworkLoss.of(network, digits.first(SAMPLES).train())
            .curvature(CurvatureOptions.defaults());
    Eigenpair top = curvature.eigenvalues(1, 0).top().get(0);
    return List.of(
        new NamedPlot(
            "curvature-density",
            HessianDensityPlot.of("a perceptron of digits", curvature.density(vectors, steps))),
        new NamedPlot(
            "curvature-line",
            LossLinePlot.of(
                "a perceptron of digits",
                curvature.along(top.direction(), RADIUS, POINTS),
                top.value())));
  }
}
