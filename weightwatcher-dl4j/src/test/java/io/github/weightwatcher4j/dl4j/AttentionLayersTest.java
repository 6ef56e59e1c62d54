package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.ATTENTION;
import static io.github.weightwatcher4j.model.LayerType.RNN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AttentionLayersTest {

  private static final int IN = 6;
  private static final int HEADS = 2;
  private static final int HEAD_SIZE = 4;

  private static MultiLayerNetwork net(Layer layer) {
    layer.setLayerName("att");
    return Nets.of(InputType.recurrent(IN, 5), layer, new RnnLossLayer());
  }

  /** Every projection is one matrix of all heads. */
  private static void hasProjections(Listed listed, Map<String, INDArray> params) {
    Map.of("Wq", "queries", "Wk", "keys", "Wv", "values")
        .forEach(
            (key, part) -> {
              INDArray heads = Objects.requireNonNull(params.get(key)).dup('c');
              assertThat(heads.rank()).isEqualTo(3);
              INDArray projection = heads.reshape('c', HEADS * HEAD_SIZE, heads.size(2));
              listed.hasMatrix("att." + part, ATTENTION, projection);
            });
    INDArray output = Objects.requireNonNull(params.get("Wo"));
    listed.hasMatrix("att.output", ATTENTION, output);
  }

  @Test
  void selfAttentionHasFourProjections() {
    MultiLayerNetwork net =
        net(
            new SelfAttentionLayer.Builder()
                .nHeads(HEADS)
                .headSize(HEAD_SIZE)
                .nOut(7)
                .projectInput(true)
                .build());

    Listed listed = Listed.of(net);

    assertThat(listed.names())
        .containsExactly("att.queries", "att.keys", "att.values", "att.output", "layer1");
    hasProjections(listed, Nets.params(net, 0));
  }

  @Test
  void selfAttentionWithoutProjectionHasNoWeights() {
    MultiLayerNetwork net =
        net(new SelfAttentionLayer.Builder().nHeads(1).projectInput(false).build());

    assertThat(Listed.of(net).reason("att")).isEqualTo("self attention layer has no weights");
  }

  @Test
  void learnedSelfAttentionAlsoHasItsQueries() {
    MultiLayerNetwork net =
        net(
            new LearnedSelfAttentionLayer.Builder()
                .nHeads(HEADS)
                .headSize(HEAD_SIZE)
                .nQueries(3)
                .nOut(7)
                .projectInput(true)
                .build());

    Listed listed = Listed.of(net);

    INDArray queries = Nets.param(net, 0, "Q");
    assertThat(queries.shape()).containsExactly(1, IN, 3);
    hasProjections(listed, Nets.params(net, 0));
    listed.hasMatrix("att.learnedQueries", ATTENTION, queries.dup('c').reshape('c', IN, 3));
  }

  @Test
  void recurrentAttentionAlsoHasRecurrentWeights() {
    MultiLayerNetwork net =
        net(
            new RecurrentAttentionLayer.Builder()
                .nHeads(HEADS)
                .headSize(HEAD_SIZE)
                .nOut(7)
                .projectInput(true)
                .build());

    Listed listed = Listed.of(net);

    hasProjections(listed, Nets.params(net, 0));
    listed
        .hasMatrix("att.W", RNN, Nets.param(net, 0, "W"))
        .hasMatrix("att.RW", RNN, Nets.param(net, 0, "RW"));
  }

  @Test
  void anAttentionVertexIsListedLikeAnAttentionLayer() {
    ComputationGraph net =
        Nets.init(
            Nets.graph()
                .addInputs("in")
                .addVertex(
                    "att",
                    new AttentionVertex.Builder()
                        .nHeads(HEADS)
                        .headSize(HEAD_SIZE)
                        .nInQueries(IN)
                        .nInKeys(IN)
                        .nInValues(IN)
                        .nOut(7)
                        .projectInput(true)
                        .build(),
                    "in",
                    "in",
                    "in")
                .addLayer("loss", new RnnLossLayer(), "att")
                .setOutputs("loss")
                .setInputTypes(InputType.recurrent(IN, 5)));

    Listed listed = Listed.of(net);

    assertThat(listed.names())
        .containsExactly("att.queries", "att.keys", "att.values", "att.output", "loss");
    hasProjections(listed, net.getVertex("att").paramTable(false));
  }
}
