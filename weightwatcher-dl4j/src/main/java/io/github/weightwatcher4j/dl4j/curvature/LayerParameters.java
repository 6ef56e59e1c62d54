package io.github.weightwatcher4j.dl4j.curvature;

import io.github.weightwatcher4j.curvature.ParameterBlock.Range;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Where the parameters of a layer stand among all, and how they are penalized. */
record LayerParameters(int index, String name, boolean frozen, List<Part> parts) {

  /** One array of the layer, with the factors of {@code l1 Σ|w| + l2 Σw²/2}. */
  record Part(Range range, double l1, double l2) {}

  List<Range> ranges() {
    return parts.stream().map(Part::range).toList();
  }

  /** The layers that have parameters which a loss can be differentiated by, in their order. */
  static List<LayerParameters> of(Dl4jNetwork net, DoubleCopy copy) {
    // The copy's parameters are views: numbered, each array tells where it stands.
    INDArray before = copy.parameters().dup();
    INDArray all = copy.parameters();
    double[] numbers = IntStream.range(0, (int) all.length()).asDoubleStream().toArray();
    all.assign(Nd4j.createFromArray(numbers).reshape(all.shape()));
    List<LayerParameters> layers = new ArrayList<>();
    for (int i = 0; i < net.size(); i++) {
      List<Part> parts = parts(net, i, copy);
      if (!parts.isEmpty()) {
        String name = net.name(i).isEmpty() ? "layer" + i : net.name(i);
        layers.add(new LayerParameters(i, name, net.isFrozen(i), parts));
      }
    }
    all.assign(before);
    return layers;
  }

  private static List<Part> parts(Dl4jNetwork net, int index, DoubleCopy copy) {
    List<Part> parts = new ArrayList<>();
    copy.network()
        .parameters(index)
        .forEach(
            (key, array) -> {
              if (!copy.isStatistic(index, key) && array.length() > 0) {
                int from = array.minNumber().intValue();
                Range range = new Range(from, Math.toIntExact(from + array.length()));
                parts.add(part(net, index, key, range));
              }
            });
    parts.sort(Comparator.comparingInt(part -> part.range().from()));
    return parts;
  }

  private static Part part(Dl4jNetwork net, int index, String key, Range range) {
    double l1 = 0;
    double l2 = 0;
    List<Regularization> penalties =
        net.layer(index).map(layer -> layer.getRegularizationByParam(key)).orElse(List.of());
    for (Regularization penalty : penalties) {
      if (penalty instanceof L1Regularization one) {
        l1 += one.getL1().valueAt(net.iterations(), net.epochs());
      } else if (penalty instanceof L2Regularization two) {
        l2 += two.getL2().valueAt(net.iterations(), net.epochs());
      }
    }
    return new Part(range, l1, l2);
  }

  /** The layer's penalty, whose gradient is added to the other. */
  double penalty(double[] theta, double[] gradient) {
    double sum = 0;
    for (Part part : parts) {
      for (int i = part.range().from(); i < part.range().to(); i++) {
        double w = theta[i];
        sum += part.l1() * Math.abs(w) + part.l2() * w * w / 2;
        gradient[i] += part.l1() * Math.signum(w) + part.l2() * w;
      }
    }
    return sum;
  }
}
