package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.dl4j.training.BalancedLearningRates;
import io.github.weightwatcher4j.dl4j.training.LayerRate;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.dl4j.training.SpectralRegularizer;
import io.github.weightwatcher4j.micrometer.SpectralMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The tests of a project that trains with DL4J's ParallelWrapper and watches with everything. */
@Tag("thorough")
class ParallelTrainingTest {

  private static final int EPOCHS = 2;

  @TempDir Path folder;

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().name("a").nIn(64).nOut(48).build())
                .layer(new DenseLayer.Builder().name("b").nIn(48).nOut(40).build())
                .layer(new DenseLayer.Builder().name("c").nIn(40).nOut(32).build())
                .layer(
                    new OutputLayer.Builder()
                        .name("out")
                        .nIn(32)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  /** Eight batches of 16. */
  private static DataSetIterator batches() {
    Nd4j.getRandom().setSeed(3);
    DataSet all = new DataSet(Nd4j.rand(128, 64), Nd4j.eye(4).repeat(0, 32));
    return new ListDataSetIterator<>(all.asList(), 16);
  }

  @SuppressWarnings("try") // close() may be interrupted; closed early, to have all steps
  @Test
  void trainsToTheEndWithEveryListener() throws Exception {
    MultiLayerNetwork network = network();
    SpectralMetrics metrics = SpectralMetrics.of("digits");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    metrics.bindTo(registry);
    SpectralRegularizer.of(0.01).addTo(network);
    BalancedLearningRates rates = BalancedLearningRates.linear();
    Path file = folder.resolve("run.jsonl");
    try (SpectralListener rounds =
            SpectralListener.builder()
                .everyIterations(2)
                .inBackground()
                .queue(9)
                .writeTo(file)
                .onAnalysis(step -> metrics.update(step.analysis()))
                .build();
        SpectralListener listener = SpectralListener.builder().build();
        ParallelWrapper wrapper = wrapped(network, rounds, listener)) {
      train(network, wrapper, rates, listener);
      rounds.close();

      assertThat(network.getIterationCount()).isEqualTo(8);
      assertThat(rounds.history().steps())
          .extracting(step -> step.iteration())
          .containsExactly(2, 4, 6, 8);
      assertThat(listener.history().steps()).extracting(step -> step.epoch()).containsExactly(1, 2);
      assertThat(rounds.cost().failures() + listener.cost().failures()).isZero();
      assertThat(rates.rates()).filteredOn(LayerRate::balanced).hasSize(2);
    }
    assertThat(registry.get("weightwatcher.analyses").functionCounter().count()).isEqualTo(4);
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  /** The wrapper takes the network's listeners when it is built. */
  private static ParallelWrapper wrapped(MultiLayerNetwork network, SpectralListener... all) {
    network.setListeners(all);
    return new ParallelWrapper.Builder<>(network).workers(2).build();
  }

  private static void train(
      MultiLayerNetwork network,
      ParallelWrapper wrapper,
      BalancedLearningRates rates,
      SpectralListener listener) {
    DataSetIterator batches = batches();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      rates.balance(network);
      wrapper.fit(batches);
      listener.onEpochEnd(network);
      network.incrementEpochCount();
    }
  }
}
