package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Small networks to steer, and data for them. */
final class SteeredNets {

  static final int IMAGE = 8;
  static final int CLASSES = 4;

  private SteeredNets() {}

  static NeuralNetConfiguration.Builder builder(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(updater)
        .activation(Activation.TANH);
  }

  /** Four layers, in, a, b and out, of which a and b are inner ones. */
  static MultiLayerNetwork dense(IUpdater updater) {
    return dense(updater, layer -> updater);
  }

  /** As {@link #dense(IUpdater)}, with an updater for each layer. */
  static MultiLayerNetwork dense(IUpdater unused, Function<String, IUpdater> updaters) {
    var net =
        new MultiLayerNetwork(
            builder(unused)
                .list()
                .layer(named("in", 24, updaters))
                .layer(named("a", 20, updaters))
                .layer(named("b", 16, updaters))
                .layer(output(updaters))
                .setInputType(InputType.feedForward(IMAGE * IMAGE))
                .build());
    net.init();
    return net;
  }

  private static DenseLayer named(String name, int width, Function<String, IUpdater> updaters) {
    return new DenseLayer.Builder().name(name).nOut(width).updater(updaters.apply(name)).build();
  }

  private static OutputLayer output(Function<String, IUpdater> updaters) {
    return new OutputLayer.Builder()
        .name("out")
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .updater(updaters.apply("out"))
        .build();
  }

  /** Convolutions c1 and c2, batch normalization, dense layers d and out. */
  static MultiLayerNetwork convolutional(IUpdater updater) {
    var net =
        new MultiLayerNetwork(
            builder(updater)
                .list()
                .layer(convolution("c1", 6))
                .layer(convolution("c2", 8))
                .layer(new BatchNormalization.Builder().name("norm").build())
                .layer(new DenseLayer.Builder().name("d").nOut(16).build())
                .layer(output(layer -> updater))
                .setInputType(InputType.convolutionalFlat(IMAGE, IMAGE, 1))
                .build());
    net.init();
    return net;
  }

  private static ConvolutionLayer convolution(String name, int channels) {
    return new ConvolutionLayer.Builder(3, 3).name(name).nOut(channels).build();
  }

  /** The dense network as a graph with a second way from a to out. */
  static ComputationGraph graph(IUpdater updater) {
    var net =
        new ComputationGraph(
            builder(updater)
                .graphBuilder()
                .addInputs("pixels")
                .addLayer("in", new DenseLayer.Builder().nOut(24).build(), "pixels")
                .addLayer("a", new DenseLayer.Builder().nOut(20).build(), "in")
                .addLayer("b", new DenseLayer.Builder().nOut(16).build(), "a")
                .addLayer("out", output(layer -> updater), "b", "a")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(IMAGE * IMAGE))
                .build());
    net.init();
    return net;
  }

  /** Random images whose brightest quarter is their class; 3 batches of 16. */
  static DataSetIterator data() {
    return data(3);
  }

  /** So many batches of 16. */
  static DataSetIterator data(int batches) {
    return new ListDataSetIterator<>(examples(batches), 16);
  }

  /** The examples of so many batches. */
  static List<DataSet> examples(int batches) {
    Random random = new Random(11);
    List<DataSet> examples = new ArrayList<>();
    for (int example = 0; example < 16 * batches; example++) {
      int label = random.nextInt(CLASSES);
      float[] pixels = new float[IMAGE * IMAGE];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian() + (i / 16 == label ? 1 : 0);
      }
      INDArray labels = Nd4j.zeros(1, CLASSES);
      labels.putScalar(0, label, 1);
      examples.add(new DataSet(Nd4j.create(pixels, new long[] {1, pixels.length}), labels));
    }
    return examples;
  }

  static void fit(Model model, int epochs) {
    if (model instanceof MultiLayerNetwork net) {
      net.fit(data(), epochs);
    } else {
      ((ComputationGraph) model).fit(data(), epochs);
    }
  }

  /** What the updater remembers of each parameter, element by element, by layer and parameter. */
  static Map<String, List<Float>> updaterState(Model model) {
    Map<String, List<Float>> states = new LinkedHashMap<>();
    visitState(
        model,
        (parameter, view, place) ->
            states.computeIfAbsent(parameter, any -> new ArrayList<>()).add(view.getFloat(place)));
    return states;
  }

  /** Writes what one updater remembers into another, cut into blocks in whatever way. */
  static void copyUpdaterState(Model from, Model to) {
    Map<String, List<Float>> states = updaterState(from);
    Map<String, Integer> written = new HashMap<>();
    visitState(
        to,
        (parameter, view, place) -> {
          int next = written.merge(parameter, 1, Integer::sum) - 1;
          view.putScalar(place, Objects.requireNonNull(states.get(parameter)).get(next));
        });
  }

  private interface StateVisitor {
    void visit(String parameter, INDArray view, long place);
  }

  private static void visitState(Model model, StateVisitor visitor) {
    for (UpdaterBlock block : Dl4jNetwork.require(model).updater().getUpdaterBlocks()) {
      INDArray view = block.getUpdaterView();
      int length = block.getParamOffsetEnd() - block.getParamOffsetStart();
      for (var parameter : block.getLayersAndVariablesInBlock()) {
        String layer = parameter.getLayer().getConfig().getLayerName();
        int from = parameter.getParamOffsetStart() - block.getParamOffsetStart();
        int to = parameter.getParamOffsetEnd() - block.getParamOffsetStart();
        for (int first = 0; view != null && first < view.length(); first += length) {
          for (int i = from; i < to; i++) {
            visitor.visit(layer + "." + parameter.getParamName(), view, first + i);
          }
        }
      }
    }
  }
}
