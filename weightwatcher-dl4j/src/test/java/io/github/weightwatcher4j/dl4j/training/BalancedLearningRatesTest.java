package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class BalancedLearningRatesTest {

  static Stream<IUpdater> updaters() {
    return Stream.of(
        new Sgd(0.05),
        new Nesterovs(0.05, 0.9),
        new Adam(0.01),
        new AdaMax(0.01),
        new AMSGrad(0.01),
        new Nadam(0.01),
        new RmsProp(0.01),
        new AdaGrad(0.05),
        new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9)),
        new Nesterovs(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 2)),
        new Adam(new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 4)),
        new Adam(new MapSchedule(ScheduleType.EPOCH, new TreeMap<>(Map.of(0, 0.01, 1, 0.003)))));
  }

  static Stream<Model> networks() {
    return Stream.of(
        SteeredNets.dense(new Adam(0.01)),
        SteeredNets.convolutional(new Adam(0.01)),
        SteeredNets.graph(new Adam(0.01)));
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void theNetworkHasTheRatesOfTheFormulaTimesItsOwn(IUpdater updater) {
    MultiLayerNetwork net = SteeredNets.dense(updater);
    var listener =
        BalancedLearningRates.linear().withFirstLayer().withLastLayer().minEigenvalues(4);
    net.addListeners(listener);

    for (int epoch = 1; epoch <= 2; epoch++) {
      double[] expected = RateFormula.linear().factors(hillAlphas(net, "in", "a", "b", "out"));
      net.fit(SteeredNets.data());

      double own = updater.getLearningRate(net.getIterationCount(), epoch);
      for (int layer = 0; layer < 4; layer++) {
        // A rounding apart in the sums of logarithms.
        assertThat(net.getLearningRate(layer)).isCloseTo(own * expected[layer], within(1e-12));
        assertThat(net.getLearningRate(layer))
            .isEqualTo(listener.rates().get(layer).factor() * own);
      }
      assertThat(listener.factors().values()).contains(0.5, 1.5);
    }
  }

  /** TempBalance's estimator, from its formula: the n - n/2 largest eigenvalues. */
  private static double[] hillAlphas(Model net, String... layers) {
    return Stream.of(layers)
        .map(layer -> new WeightWatcher(net).esd(layer))
        .mapToDouble(BalancedLearningRatesTest::hillAlpha)
        .toArray();
  }

  private static double hillAlpha(Spectrum spectrum) {
    int size = spectrum.size();
    double sum = 0;
    for (int i = size / 2; i < size; i++) {
      sum += Math.log(spectrum.eigenvalue(i) / spectrum.eigenvalue(size / 2));
    }
    return 1 + (size - size / 2) / sum;
  }

  @Test
  void convolutionsAreBalancedAndBatchNormalizationKeepsItsRate() {
    MultiLayerNetwork net = SteeredNets.convolutional(new Adam(0.01));
    var listener = BalancedLearningRates.linear();
    net.addListeners(listener);

    double[] factors = RateFormula.linear().factors(hillAlphas(net, "c2", "d"));
    net.fit(SteeredNets.data());

    assertThat(listener.factors())
        .containsExactly(
            entry("c1", 1.0), entry("c2", factors[0]), entry("d", factors[1]), entry("out", 1.0));
    assertThat(net.getLearningRate(1)).isEqualTo(0.01 * factors[0]);
    assertThat(net.getLearningRate(2)).isEqualTo(0.01);
    assertThat(net.getLearningRate(3)).isEqualTo(0.01 * factors[1]);
    assertThat(factors).containsExactlyInAnyOrder(0.5, 1.5);
  }

  @Test
  void theExponentCanBeThatOfWindows() {
    Model net = SteeredNets.dense(new Sgd(0.05));
    BalancedLearningRates listener =
        BalancedLearningRates.of(RateFormula.modelBalancing())
            .withFirstLayer()
            .windows(FarmsWindows.ofAspect(0.5));
    listener.balance(net);
    LayerTable layers = new WeightWatcher(net).analyze(o -> o.farms(0.5)).details();
    List<LayerRate> balanced = listener.rates().stream().filter(LayerRate::balanced).toList();
    assertThat(balanced).hasSizeGreaterThan(1);
    for (LayerRate rate : balanced) {
      LayerReport layer =
          layers.stream()
              .filter(it -> it.name().startsWith(rate.layer()))
              .findFirst()
              .orElseThrow();
      assertThat(rate.alpha()).isEqualTo(layer.metric(Metric.FARMS_ALPHA));
    }
  }

  @Test
  void verticesOfAGraphAreFoundByName() {
    ComputationGraph net = SteeredNets.graph(new Nesterovs(0.1));
    var listener = BalancedLearningRates.linear();
    net.addListeners(listener);

    double[] factors = RateFormula.linear().factors(hillAlphas(net, "a", "b"));
    net.fit(SteeredNets.data());

    assertThat(net.getLearningRate("in")).isEqualTo(0.1);
    assertThat(net.getLearningRate("a")).isEqualTo(0.1 * factors[0]);
    assertThat(net.getLearningRate("b")).isEqualTo(0.1 * factors[1]);
    assertThat(net.getLearningRate("out")).isEqualTo(0.1);
    assertThat(listener.factors()).containsOnlyKeys("in", "a", "b", "out");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theUpdaterRemembersEverythingWhenRatesChange(Model net) {
    SteeredNets.fit(net, 2);
    Map<String, List<Float>> before = SteeredNets.updaterState(net);

    BalancedLearningRates.linear().balance(net);
    assertThat(SteeredNets.updaterState(net)).isEqualTo(before);

    BalancedLearningRates.of(RateFormula.rank()).withFirstLayer().balance(net);
    assertThat(SteeredNets.updaterState(net)).isEqualTo(before);

    BalancedLearningRates.removeFrom(net);
    assertThat(SteeredNets.updaterState(net)).isEqualTo(before);
    assertThat(before.values().stream().flatMap(List::stream)).anyMatch(value -> value != 0);
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void removingGivesEveryLayerItsOwnUpdaterBack(IUpdater updater) {
    MultiLayerNetwork net = SteeredNets.dense(updater);
    String before = net.getLayerWiseConfigurations().toJson();
    BalancedLearningRates.linear().balance(net);
    assertThat(net.getLayerWiseConfigurations().toJson()).isNotEqualTo(before);

    BalancedLearningRates.removeFrom(net);

    assertThat(net.getLayerWiseConfigurations().toJson()).isEqualTo(before);
  }

  @Test
  void aRateThatIsSetByHandIsTheNewBase() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    var listener = BalancedLearningRates.linear();
    listener.balance(net);
    net.setLearningRate(0.02);

    listener.balance(net);

    assertThat(net.getLearningRate(1)).isEqualTo(0.02 * listener.rates().get(1).factor());
    assertThat(net.getLearningRate(0)).isEqualTo(0.02);
  }

  @Test
  void layersThatShareAnUpdaterObjectGetRatesOfTheirOwn() {
    Adam shared = new Adam(0.01);
    MultiLayerNetwork net = SteeredNets.dense(shared, layer -> shared);

    BalancedLearningRates.linear().balance(net);

    assertThat(net.getLearningRate(1) / net.getLearningRate(2))
        .satisfiesAnyOf(
            ratio -> assertThat(ratio).isCloseTo(3, within(1e-12)), // 1.5 / 0.5, rounded
            ratio -> assertThat(ratio).isCloseTo(1 / 3.0, within(1e-12)));
    assertThat(shared.getLearningRate()).isEqualTo(0.01);
    assertThat(shared.getLearningRateSchedule()).isNull();
  }

  @Test
  void ratesChangeOnlyEveryFewEpochs() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    var listener = BalancedLearningRates.of(RateFormula.squareRoot()).everyEpochs(2);
    net.addListeners(listener);

    List<List<LayerRate>> rates = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      net.fit(SteeredNets.data());
      rates.add(listener.rates());
    }

    assertThat(rates.get(1)).isEqualTo(rates.get(0));
    assertThat(rates.get(2)).isNotEqualTo(rates.get(1));
    assertThat(rates.get(3)).isEqualTo(rates.get(2));
  }

  @Test
  void ratesCanChangeByIterationsWhereThereAreNoEpochs() {
    MultiLayerNetwork net = SteeredNets.dense(new Adam(0.01));
    var listener = BalancedLearningRates.of(RateFormula.squareRoot()).everyIterations(3);
    net.addListeners(listener);
    var data = SteeredNets.data();

    net.fit(data.next());
    net.fit(data.next());
    assertThat(listener.rates()).isEmpty();
    net.fit(data.next());
    List<LayerRate> first = listener.rates();
    assertThat(first).hasSize(4);
    data.reset();
    for (int i = 0; i < 3; i++) {
      net.fit(data.next());
    }
    assertThat(listener.rates()).hasSize(4).isNotEqualTo(first);
  }
}
