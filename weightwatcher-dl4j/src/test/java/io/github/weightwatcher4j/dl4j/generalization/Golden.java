package io.github.weightwatcher4j.dl4j.generalization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The networks and data of the reference values, 64 - 32 - 10, and these. */
public record Golden(String name, JsonNode values) {

  static final int INPUTS = 64;
  static final int HIDDEN = 32;
  static final int CLASSES = 10;

  public static Golden of(String name) {
    try (InputStream file = Golden.class.getResourceAsStream("/theory/generalization.json")) {
      return new Golden(name, new ObjectMapper().readTree(file).get(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DataSet data() {
    INDArray features = read("X").castTo(DataType.DOUBLE).div(16);
    INDArray classes = read("y");
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, features.size(0), CLASSES);
    for (int i = 0; i < features.size(0); i++) {
      labels.putScalar(i, classes.getInt(i), 1);
    }
    return new DataSet(features, labels);
  }

  MultiLayerNetwork trained() {
    return network("theta", regularized());
  }

  /** Without weight decay, which the loss would count. */
  public MultiLayerNetwork trainedWithoutPenalty() {
    return network("theta", plain());
  }

  MultiLayerNetwork untrained() {
    return network("theta0", regularized());
  }

  private NeuralNetConfiguration.Builder plain() {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.DOUBLE)
        .seed(1)
        .updater(new Sgd(0.1))
        .activation(Activation.fromString(name));
  }

  private NeuralNetConfiguration.Builder regularized() {
    return plain().l2(0.01).dropOut(0.5); // which no measure sees
  }

  private MultiLayerNetwork network(String parameters, NeuralNetConfiguration.Builder settings) {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            settings
                .list()
                .layer(new DenseLayer.Builder().nOut(HIDDEN).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(INPUTS))
                .build());
    net.init();
    INDArray theta = read(parameters);
    int first = INPUTS * HIDDEN;
    int second = first + HIDDEN;
    int third = second + HIDDEN * CLASSES;
    put(net, "0_W", part(theta, 0, first).reshape('c', HIDDEN, INPUTS).transpose());
    put(net, "0_b", part(theta, first, second).reshape(1, HIDDEN));
    put(net, "1_W", part(theta, second, third).reshape('c', CLASSES, HIDDEN).transpose());
    put(net, "1_b", part(theta, third, third + CLASSES).reshape(1, CLASSES));
    return net;
  }

  private static void put(MultiLayerNetwork net, String key, INDArray values) {
    net.getParam(key).assign(values);
  }

  private static INDArray part(INDArray theta, int from, int to) {
    return theta.reshape(theta.length()).get(NDArrayIndex.interval(from, to)).dup('c');
  }

  private INDArray read(String what) {
    String file = "/theory/hess_%s_%s.npy".formatted(name, what);
    String place = Objects.requireNonNull(Golden.class.getResource(file)).getPath();
    return Nd4j.createFromNpyFile(Path.of(place).toFile());
  }
}
