package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Understands DL4J's {@link MultiLayerNetwork} and {@link ComputationGraph}, and {@link SameDiff}
 * graphs.
 *
 * <p>Weights are read where the network keeps them, so an analysis sees what training has made of
 * them up to that moment. Listing the layers of a network that is being trained neither waits for
 * {@code fit()} nor stops it; {@link NetworkSnapshot} tells how to analyse such a network.
 *
 * <p>A single layer of a DL4J network is a model too, with one layer.
 *
 * <p>The layers of a {@code MultiLayerNetwork} have its own numbers and names ({@code layer0},
 * ...). Those of a {@code ComputationGraph} have the names of their vertices, and the index is the
 * row of {@code net.summary()} from 0. Variables of a {@code SameDiff} graph are listed in the
 * order in which its operations use them. A layer with several matrices is listed once for each:
 * {@code lstm.W.input}, {@code lstm.RW.forget}, {@code bi.forward.W}, {@code sep.depthwise}, {@code
 * att.queries}, or the key of the parameter.
 *
 * <p>The gates of an LSTM have DL4J's own names, in its order: <em>input</em> (the candidate,
 * through the layer's activation), <em>forget</em>, <em>output</em> and <em>modulation</em>
 * (through the gate activation; the input gate in other frameworks).
 */
public final class NetworkAdapter implements ModelAdapter {

  /** For {@link java.util.ServiceLoader}. */
  public NetworkAdapter() {}

  @Override
  public String understands() {
    return "DL4J networks (MultiLayerNetwork, ComputationGraph) and SameDiff graphs";
  }

  /**
   * The network as a source.
   *
   * @throws IllegalStateException if the network has not been initialized
   */
  @Override
  public Optional<ModelSource> open(Object model) {
    return model instanceof SameDiff graph
        ? Optional.of(new SameDiffSource(graph))
        : Dl4jNetwork.of(model).map(Dl4jSource::new);
  }
}
