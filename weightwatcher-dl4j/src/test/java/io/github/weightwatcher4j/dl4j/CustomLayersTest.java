package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.DENSE;
import static io.github.weightwatcher4j.model.LayerType.OTHER;
import static io.github.weightwatcher4j.model.Slicing.LEADING;
import static io.github.weightwatcher4j.model.Slicing.TRAILING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

class CustomLayersTest {

  /** Parameters of every rank. */
  static final class Custom extends SameDiffLayer {
    private static final long serialVersionUID = 1;

    @Override
    public SDVariable defineLayer(
        SameDiff graph, SDVariable input, Map<String, SDVariable> params, SDVariable mask) {
      return input;
    }

    @Override
    public void defineParameters(SDLayerParams params) {
      params.addWeightParam("plain", 4, 3);
      params.addWeightParam("stack", 2, 5, 6);
      params.addWeightParam("kernel", 7, 8, 3, 2);
      params.addBiasParam("bias", 1, 3);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
      CustomLayersTest.initialize(params);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
      return input;
    }
  }

  /** An output layer of one matrix. */
  static final class CustomOutput extends SameDiffOutputLayer {
    private static final long serialVersionUID = 1;

    @Override
    public SDVariable defineLayer(
        SameDiff graph, SDVariable input, SDVariable labels, Map<String, SDVariable> params) {
      return input.mmul("out", params.get("weights"));
    }

    @Override
    public String activationsVertexName() {
      return "out";
    }

    @Override
    public void defineParameters(SDLayerParams params) {
      params.addWeightParam("weights", 4, 2);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
      CustomLayersTest.initialize(params);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
      return InputType.feedForward(2);
    }
  }

  /** A vertex of two matrices. */
  static final class CustomVertex extends SameDiffVertex {
    private static final long serialVersionUID = 1;

    @Override
    public GraphVertex clone() {
      return new CustomVertex();
    }

    @Override
    public SDVariable defineVertex(
        SameDiff graph,
        Map<String, SDVariable> inputs,
        Map<String, SDVariable> params,
        Map<String, SDVariable> masks) {
      return inputs.values().iterator().next();
    }

    @Override
    public void defineParametersAndInputs(SDVertexParams params) {
      params.defineInputs("in");
      params.addWeightParam("up", 4, 5);
      params.addWeightParam("down", 5, 4);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
      CustomLayersTest.initialize(params);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
      return inputs[0];
    }
  }

  static void initialize(Map<String, INDArray> params) {
    double next = 0;
    for (INDArray array : params.values()) {
      for (long i = 0; i < array.length(); i++) {
        array.putScalar(i, next++);
      }
    }
  }

  @Test
  void parametersOfAnUnknownLayerGoByTheirShapes() {
    Custom layer = new Custom();
    layer.setLayerName("custom");
    MultiLayerNetwork net = Nets.of(InputType.feedForward(4), layer, Nets.loss());

    Listed listed = Listed.of(net);

    assertThat(listed.names())
        .containsExactly("custom.plain", "custom.stack", "custom.kernel", "layer1");
    listed
        .hasMatrix("custom.plain", DENSE, Nets.param(net, 0, "plain"))
        .has("custom.stack", OTHER, LEADING, Nets.param(net, 0, "stack"))
        .has("custom.kernel", OTHER, TRAILING, Nets.param(net, 0, "kernel"));
  }

  @Test
  void aCustomOutputLayerWithOneMatrixKeepsItsName() {
    MultiLayerNetwork net = Nets.of(InputType.feedForward(4), new CustomOutput());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("layer0");
    listed.hasMatrix("layer0", DENSE, Nets.param(net, 0, "weights"));
  }

  @Test
  void aCustomVertexIsListedWithItsParameters() {
    ComputationGraph net =
        Nets.init(
            Nets.graph()
                .addInputs("in")
                .addVertex("mix", new CustomVertex(), "in")
                .addLayer("loss", Nets.loss(), "mix")
                .setOutputs("loss")
                .setInputTypes(InputType.feedForward(4)));
    Map<String, INDArray> params = net.getVertex("mix").paramTable(false);

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("mix.up", "mix.down", "loss");
    params.forEach((key, array) -> listed.hasMatrix("mix." + key, DENSE, array));
  }
}
