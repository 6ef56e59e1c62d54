package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.DENSE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ComputationGraphTest {

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).build();
  }

  static ComputationGraph twoInputs() {
    return Nets.init(
        Nets.graph()
            .addInputs("x", "y")
            .addLayer("left", dense(3, 5), "x")
            .addLayer("right", dense(4, 6), "y")
            .addVertex("merge", new MergeVertex(), "left", "right")
            .addLayer("deep", dense(11, 7), "merge")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MSE)
                    .activation(Activation.TANH)
                    .nIn(7)
                    .nOut(2)
                    .build(),
                "deep")
            .setOutputs("out"));
  }

  @Test
  void verticesAreListedInTopologicalOrderUnderTheirNames() {
    ComputationGraph net = twoInputs();

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactlyInAnyOrder("left", "right", "merge", "deep", "out");
    assertThat(listed.names()).containsSubsequence("left", "merge", "deep", "out");
    assertThat(listed.names()).containsSubsequence("right", "merge");
    assertThat(listed.reason("merge")).isEqualTo("merge vertex has no weights");
    for (String name : List.of("left", "right", "deep", "out")) {
      listed.hasMatrix(name, DENSE, net.getLayer(name).getParam("W"));
    }
  }

  @Test
  void theIndexIsTheRowOfTheSummary() {
    ComputationGraph net = twoInputs();

    List<String> rows = net.summary().lines().filter(line -> line.contains("(")).skip(1).toList();

    assertThat(Listed.of(net).layers())
        .hasSize(5)
        .allSatisfy(
            layer ->
                assertThat(rows.get(layer.info().index())).startsWith(layer.info().name() + " "));
  }
}
