package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.dl4j.generalization.Generalization.Findings;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** By how much the loss grows along its gradient. */
final class Sharpness {

  /** Two ways to the same loss differ by rounding only. */
  private static final double SAME = 1e-9;

  private Sharpness() {}

  static void addTo(Findings found, DoubleCopy net, DataSet data, double loss, double rho) {
    DoubleCopy.Gradient gradient = net.gradient(data);
    if (!(Math.abs(gradient.lossThere() - loss) <= SAME * Math.max(1, Math.abs(loss)))) {
      found.absent(
          Measure.SHARPNESS,
          "the network computes otherwise while it trains: its loss is then %.6g, else %.6g"
              .formatted(gradient.lossThere(), loss));
      return;
    }
    double length = gradient.values().norm2Number().doubleValue();
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      found.absent(Measure.SHARPNESS, "the gradient's length is " + length);
      return;
    }
    INDArray centre = net.parameters().dup();
    net.parameters().addi(gradient.values().mul(rho / length).reshape(net.parameters().shape()));
    try {
      found.add(Measure.SHARPNESS, net.loss(data) - loss);
    } finally {
      net.parameters().assign(centre);
    }
  }
}
