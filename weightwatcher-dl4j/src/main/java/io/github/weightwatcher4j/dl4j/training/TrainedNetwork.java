package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.dl4j.NetworkSnapshot;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What a listener needs of the two kinds of network. */
interface TrainedNetwork {

  /** The network behind DL4J's interface; empty where it is another model, such as one layer. */
  static Optional<TrainedNetwork> of(Model model) {
    if (model instanceof MultiLayerNetwork net) {
      return Optional.of(new Layers(net));
    }
    return model instanceof ComputationGraph net ? Optional.of(new Graph(net)) : Optional.empty();
  }

  /** The network itself. */
  Model net();

  /** DL4J's count of epochs; while an epoch ends it is not counted yet. */
  int epochCount();

  /** DL4J's count of updates; while an update is announced it is not counted yet. */
  int iterationCount();

  /** A copy of the parameters. */
  NetworkSnapshot snapshot();

  /** Overwrites the weights. */
  void write(ChangedModel changed);

  /** A network whose layers stand in a row. */
  record Layers(MultiLayerNetwork net) implements TrainedNetwork {

    @Override
    public int epochCount() {
      return net.getEpochCount();
    }

    @Override
    public int iterationCount() {
      return net.getIterationCount();
    }

    @Override
    public NetworkSnapshot snapshot() {
      return NetworkSnapshot.of(net);
    }

    @Override
    public void write(ChangedModel changed) {
      ChangedNetwork.writeInto(net, changed);
    }
  }

  /** A graph of layers. */
  record Graph(ComputationGraph net) implements TrainedNetwork {

    @Override
    public int epochCount() {
      return net.getEpochCount();
    }

    @Override
    public int iterationCount() {
      return net.getIterationCount();
    }

    @Override
    public NetworkSnapshot snapshot() {
      return NetworkSnapshot.of(net);
    }

    @Override
    public void write(ChangedModel changed) {
      ChangedNetwork.writeInto(net, changed);
    }
  }
}
