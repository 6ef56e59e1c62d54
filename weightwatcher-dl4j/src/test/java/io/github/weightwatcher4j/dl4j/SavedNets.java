package io.github.weightwatcher4j.dl4j;

import static org.junit.jupiter.api.Named.named;

import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.CompositeReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.GaussianReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Named;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of the kinds of layer that other tests have not, to be saved. */
@SuppressWarnings({"deprecation", "rawtypes", "NonCanonicalType"}) // as DL4J has them
final class SavedNets {

  private static final InputType ROW = InputType.feedForward(6);
  private static final InputType SERIES = InputType.recurrent(6, 5);
  private static final InputType IMAGE = InputType.convolutional(8, 8, 3);

  private SavedNets() {}

  /** Numbers from 0 on in the shape of the array. */
  static INDArray counting(INDArray like) {
    return Nd4j.arange((double) like.length()).reshape(like.shape());
  }

  private static Named<Model> net(String name, InputType input, Layer... layers) {
    return named(name, Nets.of(input, layers));
  }

  private static Layer lossOf(LossFunction loss) {
    return new RnnLossLayer.Builder(loss).activation(Activation.TANH).build();
  }

  static Stream<Named<Model>> dense() {
    return Stream.concat(
        generative(),
        Stream.of(
            net(
                "without bias, with norm",
                ROW,
                new DenseLayer.Builder().nOut(7).hasBias(false).build(),
                new DenseLayer.Builder().nOut(5).hasLayerNorm(true).build(),
                new DenseLayer.Builder().nOut(1).name("to one").build(),
                new OutputLayer.Builder(LossFunction.MSE).hasBias(false).nOut(3).build()),
            net(
                "frozen in both ways",
                ROW,
                new FrozenLayer(new DenseLayer.Builder().nOut(7).name("first").build()),
                new FrozenLayerWithBackprop(
                    new DenseLayer.Builder().nOut(5).name("second").build()),
                Nets.loss()),
            net(
                "element by element",
                ROW,
                new ElementWiseMultiplicationLayer.Builder().nIn(6).nOut(6).build(),
                new BatchNormalization(),
                new BatchNormalization.Builder().lockGammaBeta(true).useLogStd(false).build(),
                new PReLULayer.Builder().inputShape(6).build(),
                new DropoutLayer(0.5),
                new ActivationLayer(Activation.RELU),
                new AutoEncoder.Builder().nOut(4).build(),
                Nets.loss()),
            net(
                "embeddings",
                InputType.feedForward(11),
                new EmbeddingLayer.Builder().nIn(11).nOut(4).hasBias(true).build(),
                Nets.loss()),
            net(
                "sequence of embeddings",
                InputType.recurrent(1, 3),
                new EmbeddingSequenceLayer.Builder().nIn(11).nOut(4).inputLength(3).build(),
                new RnnOutputLayer.Builder(LossFunction.MSE).nOut(2).build())));
  }

  private static Stream<Named<Model>> generative() {
    return Stream.of(
        net(
            "one class",
            ROW,
            new DenseLayer.Builder().nOut(5).build(),
            new OCNNOutputLayer.Builder().nIn(5).hiddenLayerSize(3).build()),
        net(
            "autoencoder of several distributions",
            ROW,
            new VariationalAutoencoder.Builder()
                .nOut(2)
                .encoderLayerSizes(5)
                .decoderLayerSizes(3, 4)
                .reconstructionDistribution(
                    new CompositeReconstructionDistribution.Builder()
                        .addDistribution(2, new GaussianReconstructionDistribution())
                        .addDistribution(4, new BernoulliReconstructionDistribution())
                        .build())
                .build(),
            new VariationalAutoencoder.Builder()
                .nOut(2)
                .encoderLayerSizes(5)
                .decoderLayerSizes(3)
                .lossFunction(Activation.TANH, LossFunction.MSE)
                .build(),
            Nets.loss()));
  }

  static Stream<Named<Model>> recurrent() {
    Layer lstm = new LSTM.Builder().nIn(6).nOut(5).build();
    return Stream.concat(
        bidirectional(),
        Stream.of(
            net(
                "plain with norm",
                SERIES,
                new SimpleRnn.Builder().nOut(5).hasLayerNorm(true).build(),
                lossOf(LossFunction.MSE)),
            net(
                "masked",
                SERIES,
                new MaskZeroLayer(lstm, 0),
                new MaskLayer(),
                lossOf(LossFunction.MSE)),
            net(
                "dense at each step",
                SERIES,
                new TimeDistributed(new DenseLayer.Builder().nIn(6).nOut(4).build(), RNNFormat.NCW),
                lossOf(LossFunction.MSE))));
  }

  private static Stream<Named<Model>> bidirectional() {
    return Stream.of(
        net(
            "both directions, added",
            SERIES,
            new Bidirectional(Bidirectional.Mode.ADD, new SimpleRnn.Builder().nOut(5).build()),
            new LastTimeStep(new GravesLSTM.Builder().nOut(3).build()),
            new RepeatVector.Builder().repetitionFactor(3).build(),
            lossOf(LossFunction.MSE)),
        net(
            "attention without projection",
            SERIES,
            new SelfAttentionLayer.Builder().nHeads(1).projectInput(false).build(),
            new LearnedSelfAttentionLayer.Builder()
                .nHeads(1)
                .nQueries(3)
                .projectInput(false)
                .build(),
            lossOf(LossFunction.MSE)),
        net(
            "recurrent attention without bias",
            SERIES,
            new RecurrentAttentionLayer.Builder()
                .nHeads(2)
                .headSize(4)
                .nOut(7)
                .hasBias(false)
                .projectInput(true)
                .build(),
            lossOf(LossFunction.MSE)));
  }

  static Stream<Named<Model>> images() {
    return Stream.concat(
        otherAxes(),
        Stream.of(
            net(
                "without bias",
                IMAGE,
                new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(false).build(),
                new DepthwiseConvolution2D.Builder(2, 3).depthMultiplier(2).hasBias(false).build(),
                new SeparableConvolution2D.Builder(2, 2).nOut(5).hasBias(false).build(),
                new Deconvolution2D.Builder(2, 2).nOut(3).hasBias(false).build(),
                new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build()),
            net(
                "small things",
                IMAGE,
                new ZeroPaddingLayer(1, 1),
                new Cropping2D(1, 1),
                new SubsamplingLayer.Builder().kernelSize(2, 2).build(),
                new Upsampling2D.Builder(2).build(),
                new LocalResponseNormalization(),
                new SpaceToDepthLayer.Builder(2).build(),
                new PReLULayer.Builder().inputShape(12, 3, 3).sharedAxes(2, 3).build(),
                new Convolution2D.Builder(2, 2).nOut(4).build(),
                new GlobalPoolingLayer(),
                Nets.loss())));
  }

  private static Stream<Named<Model>> otherAxes() {
    return Stream.of(
        net(
            "series",
            InputType.recurrent(3, 12),
            new ZeroPadding1DLayer(1),
            new Convolution1D.Builder(3).nOut(4).hasBias(false).build(),
            new Subsampling1DLayer.Builder().kernelSize(2).build(),
            new Upsampling1D.Builder(2).build(),
            new LocallyConnected1D.Builder().kernelSize(2).nOut(5).hasBias(false).build(),
            lossOf(LossFunction.MSE)),
        net(
            "capsules with bias",
            IMAGE,
            new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).hasBias(true).build(),
            new CapsuleLayer.Builder(5, 6, 2).hasBias(true).build(),
            new CapsuleStrengthLayer.Builder().build(),
            Nets.loss()),
        net(
            "boxes",
            InputType.convolutional(4, 4, 14),
            new Yolo2OutputLayer.Builder()
                .boundingBoxPriors(Nd4j.create(new double[][] {{1, 1}, {2, 2}}))
                .build()));
  }

  static Stream<Named<Model>> types() {
    return Stream.of(DataType.DOUBLE, DataType.HALF).map(SavedNets::ofType);
  }

  private static Named<Model> ofType(DataType type) {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            Nets.builder()
                .dataType(type)
                .list(new DenseLayer.Builder().nIn(9).nOut(4).build(), Nets.loss())
                .build());
    net.init();
    return named(type.toString(), net);
  }

  static Stream<Named<Model>> graphs() {
    return Stream.of(
        named("two inputs", ComputationGraphTest.twoInputs()),
        named("wide", wide(3)),
        named("wider than a hash table", wide(41)),
        named("attention", Nets.init(attention())),
        named("frozen in both ways", Nets.init(frozen())));
  }

  /** Branches of different sizes, whose order is that of DL4J's hash sets. */
  private static Model wide(int branches) {
    GraphBuilder graph = Nets.graph().addInputs("in");
    String[] ends = new String[branches];
    graph.addLayer("first", dense(6, 5), "in");
    int width = 0;
    for (int i = 0; i < branches; i++) {
      ends[i] = "b" + (branches - i);
      graph.addLayer("a" + i, dense(5, 3 + i), "first");
      graph.addLayer(ends[i], dense(3 + i, 2 + i), "a" + i);
      width += 2 + i;
    }
    graph.addVertex("merge", new MergeVertex(), ends);
    graph.addLayer("last", dense(width, 4), "merge");
    graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "last", "last");
    graph.addLayer("loss", Nets.loss(), "sum");
    return Nets.init(graph.setOutputs("loss"));
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).build();
  }

  private static GraphBuilder attention() {
    return Nets.graph()
        .addInputs("x", "y")
        .addVertex(
            "att",
            new AttentionVertex.Builder()
                .nInQueries(6)
                .nInKeys(5)
                .nInValues(5)
                .nOut(7)
                .nHeads(2)
                .headSize(3)
                .projectInput(true)
                .build(),
            "x",
            "y",
            "y")
        .addLayer("loss", lossOf(LossFunction.MSE), "att")
        .setOutputs("loss")
        .setInputTypes(InputType.recurrent(6, 4), InputType.recurrent(5, 4));
  }

  private static GraphBuilder frozen() {
    DenseLayer layer = new DenseLayer.Builder().nIn(4).nOut(5).name("a").build();
    LayerVertex dense = new LayerVertex(Nets.builder().layer(layer).build(), null);
    return Nets.graph()
        .addInputs("in")
        .addVertex("a", new FrozenVertex(dense), "in")
        .addLayer("b", new FrozenLayer(dense(5, 3)), "a")
        .addLayer("loss", Nets.loss(), "b")
        .setOutputs("loss");
  }
}
