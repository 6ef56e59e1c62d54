package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.model.LayerSelector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.buffer.util.DataTypeUtil;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

class SpectralGradientTest {

  @Test
  void gradientsAgreeWithDifferencesOfTheScore() {
    MultiLayerNetwork net = PenalizedNets.precise();
    assertThat(SpectralRegularizer.of(0.5).addTo(net)).containsExactly("c1", "c2", "d", "layer3");
    DataSet batch = SteeredNets.data().next();

    DataType context = DataTypeUtil.getDtypeFromContext();
    DataTypeUtil.setDTypeForContext(DataType.DOUBLE);
    try {
      boolean passed =
          GradientCheckUtil.checkGradients(
              new GradientCheckUtil.MLNConfig()
                  .net(net)
                  .input(batch.getFeatures().castTo(DataType.DOUBLE))
                  .labels(batch.getLabels().castTo(DataType.DOUBLE))
                  .maxRelError(1e-4) // what 200 iterations leave; DL4J's own checks take 1e-3
                  .subset(true)
                  .maxPerParam(40)
                  .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
      assertThat(passed).isTrue();
    } finally {
      DataTypeUtil.setDTypeForContext(context);
    }
  }

  @Test
  void aStepDiffersFromAPlainOneByTheGradientOfThePenalty() {
    MultiLayerNetwork plain = PenalizedNets.precise();
    MultiLayerNetwork steered = PenalizedNets.precise();
    SpectralRegularizer.of(0.5).layers(LayerSelector.byName("c2", "d")).addTo(steered);
    RealMatrix[] expected = new RealMatrix[4];
    for (int layer = 0; layer < 4; layer++) {
      expected[layer] = gradient(0.5, PenalizedNets.weights(plain, layer));
    }
    DataSet batch = SteeredNets.data().next();
    plain.fit(batch);
    steered.fit(batch);

    assertThat(PenalizedNets.weights(steered, 0)).isEqualTo(PenalizedNets.weights(plain, 0));
    assertThat(PenalizedNets.weights(steered, 3)).isEqualTo(PenalizedNets.weights(plain, 3));
    for (int layer = 1; layer < 3; layer++) {
      RealMatrix difference =
          PenalizedNets.weights(plain, layer).subtract(PenalizedNets.weights(steered, layer));
      // What 200 iterations leave where two singular values are close.
      assertThat(difference.subtract(expected[layer]).getNorm()).isLessThan(1e-5);
      assertThat(expected[layer].getNorm()).isGreaterThan(0.1);
    }
  }

  /** {@code lambda sigma u v'}. */
  private static RealMatrix gradient(double lambda, RealMatrix weights) {
    var svd = new SingularValueDecomposition(weights);
    return svd.getU()
        .getColumnVector(0)
        .outerProduct(svd.getV().getColumnVector(0))
        .scalarMultiply(lambda * svd.getSingularValues()[0]);
  }

  @Test
  void theScoreHasThePenalty() {
    MultiLayerNetwork net = PenalizedNets.precise();
    DataSet batch = SteeredNets.data().next();
    double before = net.score(batch);

    SpectralRegularizer.of(0.5).layers(LayerSelector.byName("c1")).addTo(net);

    double sigma = PenalizedNets.norm(net, 0);
    assertThat(net.score(batch) - before).isCloseTo(0.25 * sigma * sigma, within(1e-12));
  }

  @Test
  void clippingTheGradientLeavesThePenaltyWhole() {
    // A step is the gradient itself, so that lambda 1 takes sigma off the largest direction.
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(1));
    for (int i = 0; i < 4; i++) {
      BaseLayer layer = (BaseLayer) net.getLayer(i).conf().getLayer();
      layer.setGradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue);
      layer.setGradientNormalizationThreshold(1e-9);
    }
    double second = singularValues(net, 1)[1];
    SpectralRegularizer.of(1).layers(LayerSelector.byName("a")).addTo(net);

    net.fit(SteeredNets.data().next());

    assertThat(PenalizedNets.norm(net, 1))
        .isCloseTo(second, within(1e-3)); // single precision, sigmas are close
  }

  private static double[] singularValues(MultiLayerNetwork net, int layer) {
    return new SingularValueDecomposition(PenalizedNets.weights(net, layer)).getSingularValues();
  }
}
