package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Training with balanced rates, against networks whose rates are written down by hand. */
class SteeredTrainingTest {

  private interface UpdaterKind {
    IUpdater with(ISchedule schedule);
  }

  private record Rate(UpdaterKind kind, double initial) {

    IUpdater own() {
      return times(1);
    }

    /** The schedule times a factor, with DL4J's own means. */
    IUpdater times(double factor) {
      return kind.with(new ExponentialSchedule(ScheduleType.ITERATION, initial * factor, 0.98));
    }
  }

  static Stream<Rate> rates() {
    return Stream.of(
        new Rate(Sgd::new, 0.1), new Rate(Nesterovs::new, 0.05), new Rate(Adam::new, 0.01));
  }

  /**
   * Factors are powers of two here, so that scaling the schedule and scaling its initial value
   * round alike.
   */
  @ParameterizedTest
  @MethodSource("rates")
  void weightsAreThoseOfANetworkBuiltWithTheseRates(Rate rate) {
    MultiLayerNetwork steered = SteeredNets.dense(rate.own());
    MultiLayerNetwork byHand = SteeredNets.dense(rate.own());
    steered.fit(SteeredNets.data());
    byHand.fit(SteeredNets.data());
    var listener = BalancedLearningRates.of(RateFormula.linear(0.5, 2));
    steered.addListeners(listener);
    Map<String, Double> factors = Map.of();

    for (int epoch = 1; epoch < 4; epoch++) {
      steered.fit(SteeredNets.data());
      if (!listener.factors().equals(factors)) {
        factors = listener.factors();
        byHand = rebuilt(byHand, rate, factors);
      }
      byHand.fit(SteeredNets.data());
      assertThat(steered.params()).isEqualTo(byHand.params());
    }
    assertThat(factors.values()).containsOnly(0.5, 1.0, 2.0);
  }

  /** A network with rates by layer that goes on where the given one is. */
  private static MultiLayerNetwork rebuilt(
      MultiLayerNetwork net, Rate rate, Map<String, Double> factors) {
    MultiLayerNetwork next =
        SteeredNets.dense(rate.own(), layer -> rate.times(factors.getOrDefault(layer, 1.0)));
    next.setParams(net.params().dup());
    next.setIterationCount(net.getIterationCount());
    next.setEpochCount(net.getEpochCount());
    SteeredNets.copyUpdaterState(net, next);
    return next;
  }

  @Test
  void anUpdaterWithNewRatesStepsAsTheOldOneWhereFactorsAreOne() {
    MultiLayerNetwork plain = SteeredNets.convolutional(new Adam(0.01));
    MultiLayerNetwork steered = SteeredNets.convolutional(new Adam(0.01));
    SteeredNets.fit(plain, 2);
    SteeredNets.fit(steered, 2);

    BalancedLearningRates.linear().balance(steered);
    BalancedLearningRates.removeFrom(steered);
    SteeredNets.fit(plain, 2);
    SteeredNets.fit(steered, 2);

    assertThat(steered.params()).isEqualTo(plain.params());
  }

  static Stream<Model> networks() {
    IUpdater updater = new Adam(new ExponentialSchedule(ScheduleType.EPOCH, 0.01, 0.9));
    return Stream.of(
        SteeredNets.dense(updater), SteeredNets.convolutional(updater), SteeredNets.graph(updater));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aSavedNetworkGoesOnAsIfItHadNotBeenSaved(Model net, @TempDir Path folder)
      throws IOException {
    addListener(net);
    SteeredNets.fit(net, 2);
    Path file = folder.resolve("net.zip");
    ModelSerializer.writeModel(net, file.toFile(), true);
    Model restored = restore(net, file);

    assertThat(rates(restored)).isEqualTo(rates(net)).containsValue(0.81 * 0.01 * 1.5);
    addListener(restored);
    SteeredNets.fit(net, 2);
    SteeredNets.fit(restored, 2);

    assertThat(restored.params()).isEqualTo(net.params());
    assertThat(rates(restored)).isEqualTo(rates(net));
  }

  @Test
  void aCopyOfANetworkHasRatesOfItsOwn() {
    MultiLayerNetwork net = SteeredNets.dense(new Adam(0.01));
    BalancedLearningRates.linear().balance(net);
    MultiLayerNetwork copy = net.clone();

    BalancedLearningRates.removeFrom(copy);

    assertThat(copy.getLearningRate(1)).isEqualTo(0.01);
    assertThat(net.getLearningRate(1)).isNotEqualTo(0.01);
  }

  private static void addListener(Model net) {
    net.addListeners(BalancedLearningRates.linear());
  }

  private static Model restore(Model net, Path file) throws IOException {
    return net instanceof MultiLayerNetwork
        ? ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true)
        : ModelSerializer.restoreComputationGraph(file.toFile(), true);
  }

  private static Map<String, Double> rates(Model model) {
    Map<String, Double> rates = new HashMap<>();
    if (model instanceof MultiLayerNetwork net) {
      for (int layer = 0; layer < net.getnLayers(); layer++) {
        rates.put("layer" + layer, net.getLearningRate(layer));
      }
    } else {
      for (String layer : new String[] {"in", "a", "b", "out"}) {
        rates.put(layer, ((ComputationGraph) model).getLearningRate(layer));
      }
    }
    return rates;
  }
}
