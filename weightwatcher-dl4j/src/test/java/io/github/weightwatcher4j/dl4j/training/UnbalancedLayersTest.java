package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.model.LayerSelector;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Sgd;

/** Layers that keep their learning rate, and why. */
class UnbalancedLayersTest {

  @Test
  void withFewerThanTwoLayersEveryRateStays() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    var listener = BalancedLearningRates.linear().layers(LayerSelector.byName("a"));

    listener.balance(net);

    assertThat(listener.factors().values()).containsOnly(1.0);
    assertThat(listener.rates())
        .extracting(LayerRate::reason)
        .containsExactly(
            "it is the first layer",
            "there is no other layer to balance it with",
            "not selected: name 'a'",
            "it is the last layer");
    assertThat(net.getLearningRate(1)).isEqualTo(0.1);
  }

  @Test
  void aLayerWithFewEigenvaluesKeepsItsRateAndSaysWhy() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    var listener = BalancedLearningRates.linear().withFirstLayer().minEigenvalues(18);

    listener.balance(net);

    LayerRate b = listener.rates().get(2);
    assertThat(b.factor()).isEqualTo(1);
    assertThat(b.alpha()).isEmpty();
    assertThat(b.reason()).isEqualTo("16 eigenvalues, fewer than minEvals = 18");
    assertThat(listener.factors().get("in")).isNotEqualTo(1);
  }

  @Test
  void aLayerThatIsNotFiniteKeepsItsRateAndTheOthersAreBalanced() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    net.getLayer(1).getParam("W").putScalar(0, 0, Double.NaN);
    var listener = BalancedLearningRates.linear().withFirstLayer();

    listener.balance(net);

    assertThat(listener.rates().get(1).factor()).isEqualTo(1);
    assertThat(listener.rates().get(1).reason()).containsIgnoringCase("nan");
    assertThat(List.of(listener.factors().get("in"), listener.factors().get("b")))
        .containsExactlyInAnyOrder(0.5, 1.5);
  }

  @Test
  void aLayerWithoutSpreadKeepsItsRate() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    net.getLayer(1).getParam("W").assign(0);
    var listener = BalancedLearningRates.linear();

    listener.balance(net);

    assertThat(listener.rates().get(1).reason()).isNotEmpty();
    assertThat(net.getLearningRate(1)).isEqualTo(0.1);
    assertThat(net.getLearningRate(2)).isEqualTo(0.1);
  }

  @Test
  void anUpdaterWithoutALearningRateIsLeftAlone() {
    MultiLayerNetwork net = SteeredNets.dense(new AdaDelta());
    var listener = BalancedLearningRates.linear();

    net.addListeners(listener);
    net.fit(SteeredNets.data());

    assertThat(listener.rates().get(1).reason())
        .isEqualTo("AdaDelta has no learning rate that can be scaled");
  }

  @Test
  void argumentsAreChecked() {
    var listener = BalancedLearningRates.linear();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> listener.everyEpochs(0))
        .withMessage("epochs must be >= 1 but was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> listener.everyIterations(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> listener.minEigenvalues(2));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                listener
                    .layers(LayerSelector.byName("fc9"))
                    .balance(SteeredNets.dense(new Sgd(0.1))))
        .withMessageContaining("no layer of name 'fc9'");
  }
}
