package io.github.weightwatcher4j.formats.dl4j.internal;

import static java.util.Map.entry;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What the parameters of each kind of DL4J layer are, by their shapes; a kind not listed goes by
 * the shapes alone. For saved networks and for those in memory.
 *
 * <p>LSTM layers keep their gates side by side: {@code W [in, 4 n]} for the input and {@code RW [n,
 * 4 n]} for the state, in the order input, forget, output, modulation ({@code IFOG}). Peephole
 * weights are three more columns of RW, vectors, and are left out. The names are DL4J's own: its
 * <em>input</em> block goes through the layer's activation (tanh), it is the candidate elsewhere;
 * its <em>modulation</em> block goes through the gate activation (sigmoid), it is what others call
 * the input gate.
 */
public final class LayerParts {

  private static final List<String> GATES = List.of("input", "forget", "output", "modulation");

  /** Which parts the parameters of one kind of layer hold. Vectors may be among them. */
  @FunctionalInterface
  private interface Rule {
    List<LayerPart> of(LayerClass layer, Map<String, TensorShape> parameters);
  }

  /** What one parameter is. */
  @FunctionalInterface
  private interface Single {
    LayerPart of(String key, TensorShape shape);
  }

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          layer("BatchNormalization", (layer, parameters) -> List.of()),
          layer("PReLULayer", (layer, parameters) -> List.of()),
          layer("misc.ElementWiseMultiplicationLayer", (layer, parameters) -> List.of()),
          layer("recurrent.Bidirectional", LayerParts::bidirectional),
          layer("GravesBidirectionalLSTM", LayerParts::gravesBidirectional),
          layer("AbstractLSTM", (layer, parameters) -> lstm(parameters)),
          layer("recurrent.SimpleRnn", each(2, LayerType.RNN, Slicing.TRAILING)),
          layer("EmbeddingLayer", each(2, LayerType.EMBEDDING, Slicing.TRAILING)),
          layer("EmbeddingSequenceLayer", each(2, LayerType.EMBEDDING, Slicing.TRAILING)),
          layer("SeparableConvolution2D", each(LayerParts::separable)),
          layer("DepthwiseConvolution2D", each(LayerParts::depthwise)),
          layer("Deconvolution3D", each(5, LayerType.DECONV, Slicing.LEADING)),
          layer("Deconvolution2D", each(4, LayerType.DECONV, Slicing.TRAILING)),
          layer("Convolution3D", each(5, LayerType.CONV3D, Slicing.TRAILING)),
          layer("Convolution1DLayer", each(4, LayerType.CONV1D, Slicing.TRAILING)),
          layer("ConvolutionLayer", each(4, LayerType.CONV2D, Slicing.TRAILING)),
          layer("PrimaryCapsules", each(4, LayerType.CONV2D, Slicing.LEADING)),
          layer("CapsuleLayer", each(LayerParts::capsules)),
          layer("LocallyConnected1D", each(3, LayerType.LOCALLY_CONNECTED, Slicing.LEADING)),
          layer("LocallyConnected2D", each(3, LayerType.LOCALLY_CONNECTED, Slicing.LEADING)),
          layer("SelfAttentionLayer", each(LayerParts::attention)),
          layer("LearnedSelfAttentionLayer", each(LayerParts::attention)),
          layer("RecurrentAttentionLayer", each(LayerParts::attention)),
          entry(Dl4jClasses.GRAPH + "AttentionVertex", each(LayerParts::attention)),
          layer("CenterLossOutputLayer", each(LayerParts::centerLoss)));

  private LayerParts() {}

  private static Map.Entry<String, Rule> layer(String name, Rule rule) {
    return entry(Dl4jClasses.LAYERS + name, rule);
  }

  /**
   * The matrices of a layer, in the order of its parameters; none where it has vectors only, or no
   * parameters.
   *
   * @param parameters shapes by key
   */
  public static List<LayerPart> matrices(LayerClass layer, Map<String, TensorShape> parameters) {
    return parts(layer, parameters).stream().filter(LayerPart::isMatrix).toList();
  }

  private static List<LayerPart> parts(LayerClass layer, Map<String, TensorShape> parameters) {
    return layer.nearest(RULES).orElse(each(LayerPart::byShape)).of(layer, parameters);
  }

  private static Rule each(Single rule) {
    return (layer, parameters) ->
        parameters.entrySet().stream().map(it -> rule.of(it.getKey(), it.getValue())).toList();
  }

  /** A part for each parameter: those of the given rank as said, others by their shapes. */
  private static Rule each(int rank, LayerType type, Slicing slicing) {
    return each(
        (key, shape) ->
            shape.rank() == rank
                ? LayerPart.whole(key, type, slicing, key, shape)
                : LayerPart.byShape(key, shape));
  }

  private static List<LayerPart> bidirectional(
      LayerClass layer, Map<String, TensorShape> parameters) {
    LayerClass direction = layer.direction().orElse(layer);
    List<LayerPart> parts = new ArrayList<>();
    for (String word : List.of("forward", "backward")) {
      String prefix = word.substring(0, 1);
      Map<String, TensorShape> own =
          renamed(parameters, key -> key.startsWith(prefix) ? key.substring(1) : "");
      parts(direction, own).forEach(it -> parts.add(it.of(word, prefix + it.parameter())));
    }
    return parts;
  }

  /** {@code GravesBidirectionalLSTM} marks the direction by a last letter of its keys. */
  private static List<LayerPart> gravesBidirectional(
      LayerClass layer, Map<String, TensorShape> parameters) {
    List<LayerPart> parts = new ArrayList<>();
    for (String word : List.of("forward", "backward")) {
      String end = word.substring(0, 1).toUpperCase(Locale.ROOT);
      Map<String, TensorShape> own =
          renamed(parameters, key -> key.endsWith(end) ? key.substring(0, key.length() - 1) : "");
      lstm(own).forEach(it -> parts.add(it.of(word, it.parameter() + end)));
    }
    return parts;
  }

  /** The parameters that have another name; empty text is none. */
  private static Map<String, TensorShape> renamed(
      Map<String, TensorShape> parameters, UnaryOperator<String> name) {
    Map<String, TensorShape> renamed = new LinkedHashMap<>();
    parameters.forEach(
        (key, shape) -> {
          if (!name.apply(key).isEmpty()) {
            renamed.put(name.apply(key), shape);
          }
        });
    return renamed;
  }

  private static List<LayerPart> lstm(Map<String, TensorShape> parameters) {
    List<LayerPart> parts = new ArrayList<>();
    parameters.forEach(
        (key, shape) -> {
          switch (key) {
            case "W" -> parts.addAll(gates(key, shape, shape.dim(1) / GATES.size()));
            case "RW" -> parts.addAll(gates(key, shape, shape.dim(0)));
            default -> parts.add(LayerPart.byShape(key, shape));
          }
        });
    return parts;
  }

  private static List<LayerPart> gates(String key, TensorShape weights, long width) {
    List<LayerPart> parts = new ArrayList<>();
    TensorShape shape = TensorShape.of(weights.dim(0), width);
    for (int gate = 0; gate < GATES.size(); gate++) {
      String name = key + "." + GATES.get(gate);
      OptionalLong first = OptionalLong.of(gate * width);
      parts.add(new LayerPart(name, LayerType.LSTM, Slicing.TRAILING, key, shape, first));
    }
    return parts;
  }

  /** One filter bank per input channel: {@code W [kH, kW, in, multiplier]}. */
  private static LayerPart depthwise(String key, TensorShape shape) {
    return shape.rank() == 4 ? LayerPart.unfolded(key, key, shape) : LayerPart.byShape(key, shape);
  }

  /** {@code W [multiplier, in, kH, kW]}, then {@code pW [out, in * multiplier, 1, 1]}. */
  private static LayerPart separable(String key, TensorShape shape) {
    return switch (key) {
      case "W" -> LayerPart.unfolded("depthwise", key, shape);
      case "pW" -> LayerPart.whole("pointwise", LayerType.CONV2D, Slicing.TRAILING, key, shape);
      default -> LayerPart.byShape(key, shape);
    };
  }

  /**
   * {@code weight [1, inputs, outputs * outputSize, inputSize, 1]}, a matrix for each input
   * capsule.
   */
  private static LayerPart capsules(String key, TensorShape shape) {
    if (!key.equals("weight")) {
      return LayerPart.matrix(key, LayerType.OTHER, key, TensorShape.of(1, shape.size()));
    }
    TensorShape stack = TensorShape.of(shape.dim(1), shape.dim(2), shape.dim(3));
    return LayerPart.whole(key, LayerType.OTHER, Slicing.LEADING, key, stack);
  }

  /** Projections of attention, and what else such a layer has: learned queries, a state. */
  private static LayerPart attention(String key, TensorShape shape) {
    return switch (key) {
      case "Wq" -> LayerPart.projection("queries", key, shape);
      case "Wk" -> LayerPart.projection("keys", key, shape);
      case "Wv" -> LayerPart.projection("values", key, shape);
      case "Wo" -> LayerPart.matrix("output", LayerType.ATTENTION, key, shape);
      // [1, in, queries]: the queries themselves are learned.
      case "Q" -> LayerPart.projection("learnedQueries", key, shape);
      case "W", "RW" -> LayerPart.matrix(key, LayerType.RNN, key, shape);
      default -> LayerPart.byShape(key, shape);
    };
  }

  /** The weights, and the centres of the classes, which training moves but no output depends on. */
  private static LayerPart centerLoss(String key, TensorShape shape) {
    LayerType type = key.equals("cL") ? LayerType.OTHER : LayerType.DENSE;
    return LayerPart.matrix(key, type, key, shape);
  }
}
