package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the parameters of each kind of DL4J layer are; a kind not listed goes by their shapes. */
final class LayerParts {

  /** A subclass stands before its superclass. */
  @SuppressWarnings("deprecation") // GravesBidirectionalLSTM is still found in saved networks
  private static final List<Rule> RULES =
      List.of(
          new Rule(BatchNormalization.class, Parts.none()),
          new Rule(PReLULayer.class, Parts.none()),
          new Rule(ElementWiseMultiplicationLayer.class, Parts.none()),
          new Rule(Bidirectional.class, LayerParts::bidirectional),
          new Rule(GravesBidirectionalLSTM.class, RecurrentParts::gravesBidirectional),
          new Rule(AbstractLSTM.class, RecurrentParts::lstm),
          new Rule(SimpleRnn.class, Parts.each(2, LayerType.RNN, Slicing.TRAILING)),
          new Rule(EmbeddingLayer.class, Parts.each(2, LayerType.EMBEDDING, Slicing.TRAILING)),
          new Rule(
              EmbeddingSequenceLayer.class, Parts.each(2, LayerType.EMBEDDING, Slicing.TRAILING)),
          new Rule(SeparableConvolution2D.class, ConvolutionParts::separable),
          new Rule(DepthwiseConvolution2D.class, ConvolutionParts::depthwise),
          new Rule(Deconvolution3D.class, Parts.each(5, LayerType.DECONV, Slicing.LEADING)),
          new Rule(Deconvolution2D.class, Parts.each(4, LayerType.DECONV, Slicing.TRAILING)),
          new Rule(Convolution3D.class, Parts.each(5, LayerType.CONV3D, Slicing.TRAILING)),
          new Rule(Convolution1DLayer.class, Parts.each(4, LayerType.CONV1D, Slicing.TRAILING)),
          new Rule(ConvolutionLayer.class, Parts.each(4, LayerType.CONV2D, Slicing.TRAILING)),
          new Rule(PrimaryCapsules.class, Parts.each(4, LayerType.CONV2D, Slicing.LEADING)),
          new Rule(CapsuleLayer.class, ConvolutionParts::capsules),
          new Rule(
              LocallyConnected1D.class,
              Parts.each(3, LayerType.LOCALLY_CONNECTED, Slicing.LEADING)),
          new Rule(
              LocallyConnected2D.class,
              Parts.each(3, LayerType.LOCALLY_CONNECTED, Slicing.LEADING)),
          new Rule(SelfAttentionLayer.class, AttentionParts::attention),
          new Rule(LearnedSelfAttentionLayer.class, AttentionParts::attention),
          new Rule(RecurrentAttentionLayer.class, AttentionParts::attention),
          new Rule(AttentionVertex.class, AttentionParts::attention),
          new Rule(CenterLossOutputLayer.class, LayerParts::centerLoss),
          new Rule(Object.class, Parts.byShape()));

  private record Rule(Class<?> kind, Parts parts) {}

  private LayerParts() {}

  /** The matrices of a layer; none where it has vectors only, or no parameters. */
  static List<Part> matrices(Object conf, Map<String, INDArray> params) {
    return parts(conf, params).stream().filter(Part::isMatrix).toList();
  }

  /** The configuration of the layer itself: out of its vertex, its wrappers, its frozenness. */
  static Object unwrapped(Object conf) {
    if (conf instanceof LayerVertex vertex) {
      return unwrapped(vertex.getLayerConf().getLayer());
    }
    if (conf instanceof FrozenVertex vertex) {
      return unwrapped(vertex.getUnderlying());
    }
    if (conf instanceof FrozenLayer layer) {
      return unwrapped(layer.getLayer());
    }
    if (conf instanceof BaseWrapperLayer layer) {
      return unwrapped(layer.getUnderlying());
    }
    return conf;
  }

  private static List<Part> parts(Object conf, Map<String, INDArray> params) {
    Object layer = unwrapped(conf);
    Rule rule =
        RULES.stream()
            .filter(candidate -> candidate.kind().isInstance(layer))
            .findFirst()
            .orElseThrow();
    return rule.parts().of(layer, params);
  }

  private static List<Part> bidirectional(Object conf, Map<String, INDArray> params) {
    Bidirectional layer = (Bidirectional) conf;
    List<Part> parts = new ArrayList<>();
    parts(layer.getFwd(), DirectionParameters.withPrefix(params, "f"))
        .forEach(part -> parts.add(part.of("forward")));
    parts(layer.getBwd(), DirectionParameters.withPrefix(params, "b"))
        .forEach(part -> parts.add(part.of("backward")));
    return parts;
  }

  /** The weights, and the centres of the classes, which training moves but no output depends on. */
  private static List<Part> centerLoss(Object conf, Map<String, INDArray> params) {
    return params.entrySet().stream()
        .map(
            param ->
                Part.matrix(
                    param.getKey(),
                    param.getKey().equals("cL") ? LayerType.OTHER : LayerType.DENSE,
                    param.getValue()))
        .toList();
  }
}
