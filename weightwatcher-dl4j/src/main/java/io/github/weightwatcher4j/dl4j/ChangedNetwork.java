package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.change.ChangedModel;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Writes smoothed or sharpened weights into a copy of a network, or into the network itself.
 *
 * <pre>{@code
 * ChangedModel smoothed = new WeightWatcher(net).change(Smoothing.keep(Components.fraction(0.8)));
 * MultiLayerNetwork better = ChangedNetwork.copyOf(net, smoothed);
 * }</pre>
 *
 * <p>Layers are found by their full names, as {@link NetworkAdapter} lists them; biases and layers
 * that were not changed stay as they are. All changed layers are written, or none where one is
 * missing or has another shape. Like {@code fit()}, writing holds the network's monitor.
 */
public final class ChangedNetwork {

  private ChangedNetwork() {}

  /**
   * A copy of the network with the changed weights: same configuration, iteration count and state
   * of the updater, so that it can be trained on. It has no listeners.
   *
   * @throws IllegalArgumentException where a changed layer is not in the network or of another
   *     shape
   */
  public static MultiLayerNetwork copyOf(MultiLayerNetwork net, ChangedModel changed) {
    synchronized (net) {
      MultiLayerNetwork copy = net.clone();
      writeInto(copy, changed);
      return copy;
    }
  }

  /**
   * As {@link #copyOf(MultiLayerNetwork, ChangedModel)}, with the listeners of the original: DL4J
   * gives both the same list, so that setting those of one sets those of the other.
   *
   * @throws IllegalArgumentException where a changed layer is not in the network or of another
   *     shape
   */
  public static ComputationGraph copyOf(ComputationGraph net, ChangedModel changed) {
    synchronized (net) {
      ComputationGraph copy = net.clone();
      // clone() keeps these of a MultiLayerNetwork, but not of a graph.
      copy.getConfiguration().setIterationCount(net.getIterationCount());
      copy.getConfiguration().setEpochCount(net.getEpochCount());
      writeInto(copy, changed);
      return copy;
    }
  }

  /**
   * A copy of the graph with the changed weights, the training configuration and the state of the
   * updater.
   *
   * @throws IllegalArgumentException where a changed layer is not in the graph or of another shape
   */
  public static SameDiff copyOf(SameDiff graph, ChangedModel changed) {
    synchronized (graph) {
      SameDiff copy = graph.dup();
      writeInto(copy, changed);
      return copy;
    }
  }

  /**
   * Overwrites the weights of a {@code MultiLayerNetwork} or {@code ComputationGraph}, or of a
   * layer.
   *
   * @throws IllegalArgumentException where a changed layer is not in the network or of another
   *     shape; nothing is written then. Also if the model is another
   */
  public static void writeInto(Model net, ChangedModel changed) {
    synchronized (net) {
      new ParameterWriter(Dl4jSource.of(net)).write(changed);
    }
  }

  /** As {@link #writeInto(Model, ChangedModel)}. */
  public static void writeInto(SameDiff graph, ChangedModel changed) {
    synchronized (graph) {
      new ParameterWriter(new SameDiffSource(graph)).write(changed);
    }
  }
}
