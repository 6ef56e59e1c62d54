package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of DL4J, converted: the tables before and after are the same text. */
class ConvertedNetworksTest {

  @TempDir private Path folder;

  private Path saved(InputType input, Layer... layers) throws IOException {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(5).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
    net.init();
    Path file = folder.resolve("net.zip");
    net.save(file.toFile());
    return file;
  }

  private String table(Path model) throws IOException {
    Path csv = folder.resolve("table.csv");
    CommandRun run =
        CommandRun.of(
            "analyze",
            model.toString(),
            "--min-evals",
            "1",
            "--randomize",
            "--csv",
            csv.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Files.readString(csv);
  }

  private void givesTheSameTable(Path before) throws IOException {
    Path after = folder.resolve("net.safetensors");
    CommandRun run = CommandRun.of("convert", before.toString(), after.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();

    assertThat(table(after)).isEqualTo(table(before));
    assertThat(listed(after)).isEqualTo(listed(before)).contains("Skipped");
  }

  /** The description without its first line, which tells the format. */
  private static String listed(Path model) {
    String text = CommandRun.of("describe", model.toString()).out();
    return text.substring(text.indexOf("layers,"));
  }

  private static LossLayer loss() {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
  }

  @Test
  void ofGatesEmbeddingsAndAttention() throws IOException {
    givesTheSameTable(
        saved(
            InputType.recurrent(1, 6),
            new EmbeddingSequenceLayer.Builder().name("words").nIn(30).nOut(9).build(),
            new LSTM.Builder().name("lstm").nOut(7).build(),
            new Bidirectional(new LSTM.Builder().nOut(5).build()),
            new SimpleRnn.Builder().name("rnn").nOut(8).build(),
            new SelfAttentionLayer.Builder()
                .nHeads(2)
                .headSize(4)
                .nOut(6)
                .projectInput(true)
                .build(),
            new RnnOutputLayer.Builder(LossFunction.MSE)
                .nOut(4)
                .activation(Activation.TANH)
                .build()));
  }

  @Test
  void ofConvolutions() throws IOException {
    givesTheSameTable(
        saved(
            InputType.convolutional(16, 16, 3),
            new ConvolutionLayer.Builder(3, 3).name("conv").nOut(8).build(),
            new BatchNormalization.Builder().name("norm").build(),
            new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(2).build(),
            new SeparableConvolution2D.Builder(3, 3).nOut(7).build(),
            new Deconvolution2D.Builder(2, 2).nOut(6).build(),
            new GlobalPoolingLayer.Builder().build(),
            new DenseLayer.Builder().name("dense").nOut(11).build(),
            new OutputLayer.Builder(LossFunction.MSE).nOut(11).activation(Activation.TANH).build(),
            loss()));
  }
}
