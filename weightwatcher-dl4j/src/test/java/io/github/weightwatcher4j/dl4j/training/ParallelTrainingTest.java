package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;

/** Listeners in DL4J's ParallelWrapper: two workers, one of which trains the network itself. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@Tag("thorough")
class ParallelTrainingTest {

  static Stream<Supplier<Model>> networks() {
    return Stream.of(() -> SteeredNets.dense(new Sgd(0.1)), () -> SteeredNets.graph(new Sgd(0.1)));
  }

  /** Four batches for two rounds. */
  private static DataSetIterator data() {
    return SteeredNets.data(4);
  }

  @SuppressWarnings("try") // close() may be interrupted
  private static void fit(Model net, DataSetIterator data, TrainingListener... toWrapper) {
    try (ParallelWrapper wrapper =
        new ParallelWrapper.Builder<>(net)
            .workers(2)
            .prefetchBuffer(0)
            .averagingFrequency(1)
            .build()) {
      wrapper.setListeners(toWrapper);
      wrapper.fit(data);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static LayerTable analysed(Model net) {
    return new WeightWatcher(net).analyze().details();
  }

  private static SpectralListenerBuilder everyRound() {
    return SpectralListener.builder().everyIterations(1);
  }

  /** Data of two rounds that are asked for when the network is averaged: analyses it then. */
  @SuppressWarnings("serial")
  private static final class Probe extends ListDataSetIterator<DataSet> {

    private final Model net;
    private final List<LayerTable> averaged = new ArrayList<>();
    private int batch;

    Probe(Model net) {
      super(SteeredNets.examples(4), 16);
      this.net = net;
    }

    @Override
    public synchronized DataSet next() {
      if (batch++ == 2) {
        averaged.add(analysed(net));
      }
      return super.next();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void eachRoundIsAnalysedOnceAndAveraged(Supplier<Model> networks) {
    Model net = networks.get();
    Probe probe = new Probe(net);
    SpectralListener listener = everyRound().build();

    fit(net, probe, listener);
    probe.averaged.add(analysed(net));
    listener.close();

    assertThat(listener.history().steps())
        .extracting(TrainingStep::iteration)
        .containsExactly(1, 2);
    assertThat(listener.history().steps())
        .extracting(step -> step.analysis().details())
        .containsExactlyElementsOf(probe.averaged)
        .doesNotHaveDuplicates();
    assertThat(listener.cost().failures()).isZero();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aListenerOfTheNetworkHearsTheSameAlsoInTheBackground(Supplier<Model> networks) {
    Model net = networks.get();
    SpectralListener listener = everyRound().inBackground().queue(9).build();
    net.addListeners(listener);

    fit(net, data());
    fit(net, data());
    listener.close();

    assertThat(listener.history().steps())
        .extracting(TrainingStep::iteration)
        .containsExactly(1, 2, 3, 4);
    assertThat(listener.latest().orElseThrow().details()).isEqualTo(analysed(net));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatCannotServeTheWorkersIsToldAndTheyTrainOn(Supplier<Model> networks) {
    Model net = networks.get();
    SpectralListener epochs = SpectralListener.builder().build();
    SpectralListener sharpening = everyRound().sharpening(Sharpening.seeded(1)).build();
    BalancedLearningRates rates = BalancedLearningRates.linear();
    BalancedLearningRates oftener = BalancedLearningRates.linear().everyIterations(1);

    String log;
    try (ErrorStream stream = ErrorStream.captured()) {
      fit(net, data(), epochs, sharpening, rates, oftener);
      log = stream.text();
    }

    assertThat(Dl4jNetwork.require(net).iterations()).isEqualTo(2);
    assertThat(rates.rates()).isEmpty();
    assertThat(oftener.rates()).isEmpty();
    assertThat(log)
        .containsOnlyOnce("ParallelWrapper tells listeners of no epochs: use everyIterations(n)")
        .containsOnlyOnce("nothing is sharpened inside ParallelWrapper")
        .contains("call balance(network) before each of its fit()");

    INDArray trained = net.params().dup();
    sharpening.close();
    assertThat(net.params()).isEqualTo(trained);

    epochs.onEpochEnd(net);
    assertThat(epochs.latest().orElseThrow().details()).isEqualTo(analysed(net));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ratesBalancedBeforeAndPenaltiesReachEveryWorker(Supplier<Model> networks) {
    Model net = networks.get();
    assertThat(SpectralRegularizer.of(0.05).addTo(net)).hasSize(4);
    BalancedLearningRates.linear().balance(net);
    List<String> workers = new CopyOnWriteArrayList<>();

    fit(net, data(), new Spy(workers));

    String configuration = configuration(net);
    assertThat(workers).hasSize(4).containsOnly(configuration);
    assertThat(configuration).contains("SpectralPenalty").contains("ScaledSchedule");
  }

  /** Notes the configuration of each worker's network. */
  private static final class Spy extends BaseTrainingListener {

    private final List<String> configurations;

    Spy(List<String> configurations) {
      this.configurations = configurations;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      configurations.add(configuration(model));
    }
  }

  /** What a network's configuration says, but for how often it was updated. */
  private static String configuration(Model net) {
    String json =
        net instanceof MultiLayerNetwork layers
            ? layers.getLayerWiseConfigurations().toJson()
            : ((ComputationGraph) net).getConfiguration().toJson();
    return json.replaceAll("\"iterationCount\" : [0-9]+", "");
  }
}
