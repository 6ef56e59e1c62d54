package io.github.weightwatcher4j.formats.dl4j;

import static java.util.Map.entry;

import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import java.util.List;
import java.util.Map;

/** The parameters of layers that go over images, volumes and series: the bias first. */
final class ConvolutionLayouts {

  private ConvolutionLayouts() {}

  /** A kernel by its configuration. */
  @FunctionalInterface
  private interface Kernel {
    long[] shape(LayerFields fields) throws UnknownLayerException;
  }

  static Map<String, Layouts.Rule> rules() {
    Kernel plain = fields -> kernel(2, fields, fields.nOut(), fields.nIn());
    return Map.ofEntries(
        biasFirst("ConvolutionLayer", plain),
        biasFirst("Convolution2D", plain),
        biasFirst("Convolution1DLayer", ConvolutionLayouts::series),
        biasFirst("Convolution1D", ConvolutionLayouts::series),
        biasFirst("Convolution3D", fields -> kernel(3, fields, fields.nOut(), fields.nIn())),
        biasFirst("Deconvolution2D", fields -> kernel(2, fields, fields.nIn(), fields.nOut())),
        biasFirst("Deconvolution3D", ConvolutionLayouts::channelsLast),
        rule("DepthwiseConvolution2D", ConvolutionLayouts::depthwise),
        rule("SeparableConvolution2D", ConvolutionLayouts::separable),
        rule("LocallyConnected1D", ConvolutionLayouts::locallyConnected1),
        rule("LocallyConnected2D", ConvolutionLayouts::locallyConnected2),
        rule("PrimaryCapsules", ConvolutionLayouts::primaryCapsules),
        rule("CapsuleLayer", ConvolutionLayouts::capsules));
  }

  private static Map.Entry<String, Layouts.Rule> rule(String name, Layouts.Rule rule) {
    return entry(Dl4jClasses.LAYERS + name, rule);
  }

  private static Map.Entry<String, Layouts.Rule> biasFirst(String name, Kernel kernel) {
    return rule(
        name,
        layer -> {
          LayerFields fields = new LayerFields(layer.fields());
          return bias(fields).c("W", kernel.shape(fields)).parameters();
        });
  }

  private static Layout bias(LayerFields fields) {
    return new Layout().vector("b", fields.nOut(), fields.hasBias());
  }

  private static long[] kernel(int axes, LayerFields fields, long first, long second)
      throws UnknownLayerException {
    List<Long> size = fields.numbers("kernelSize", axes);
    long[] shape = new long[2 + axes];
    shape[0] = first;
    shape[1] = second;
    for (int axis = 0; axis < axes; axis++) {
      shape[2 + axis] = size.get(axis);
    }
    return shape;
  }

  /** The size is given twice, or with a 1. */
  private static long[] series(LayerFields fields) throws UnknownLayerException {
    long size = fields.numbers("kernelSize", 1).get(0);
    return new long[] {fields.nOut(), fields.nIn(), size, 1};
  }

  private static long[] channelsLast(LayerFields fields) throws UnknownLayerException {
    List<Long> size = fields.numbers("kernelSize", 3);
    return new long[] {size.get(0), size.get(1), size.get(2), fields.nOut(), fields.nIn()};
  }

  private static List<Parameter> depthwise(SavedLayer layer) throws UnknownLayerException {
    LayerFields fields = new LayerFields(layer.fields());
    List<Long> size = fields.numbers("kernelSize", 2);
    return bias(fields)
        .c("W", size.get(0), size.get(1), fields.nIn(), fields.number("depthMultiplier"))
        .firstNamedLast(fields.hasBias());
  }

  private static List<Parameter> separable(SavedLayer layer) throws UnknownLayerException {
    LayerFields fields = new LayerFields(layer.fields());
    long multiplier = fields.number("depthMultiplier");
    long channels = Math.multiplyExact(multiplier, fields.nIn());
    return bias(fields)
        .c("W", kernel(2, fields, multiplier, fields.nIn()))
        .c("pW", fields.nOut(), channels, 1, 1)
        .firstNamedLast(fields.hasBias());
  }

  private static List<Parameter> locallyConnected1(SavedLayer layer) {
    LayerFields fields = new LayerFields(layer.fields());
    return locallyConnected(fields, fields.number("outputSize"));
  }

  private static List<Parameter> locallyConnected2(SavedLayer layer) throws UnknownLayerException {
    LayerFields fields = new LayerFields(layer.fields());
    List<Long> size = fields.numbers("outputSize", 2);
    return locallyConnected(fields, Math.multiplyExact(size.get(0), size.get(1)));
  }

  private static List<Parameter> locallyConnected(LayerFields fields, long positions) {
    return new Layout()
        .c("W", positions, fields.number("featureDim"), fields.nOut())
        .vector("b", fields.nOut(), fields.flag("hasBias", false))
        .parameters();
  }

  private static List<Parameter> primaryCapsules(SavedLayer layer) throws UnknownLayerException {
    LayerFields fields = new LayerFields(layer.fields());
    List<Long> size = fields.numbers("kernelSize", 2);
    long out = Math.multiplyExact(fields.number("capsuleDimensions"), fields.number("channels"));
    Layout layout =
        new Layout().c("weight", size.get(0), size.get(1), fields.number("inputChannels"), out);
    return (fields.flag("hasBias", false) ? layout.c("bias", out) : layout).parameters();
  }

  private static List<Parameter> capsules(SavedLayer layer) {
    LayerFields fields = new LayerFields(layer.fields());
    long capsules = fields.number("capsules");
    long size = fields.number("capsuleDimensions");
    Layout layout =
        new Layout()
            .c(
                "weight",
                1,
                fields.number("inputCapsules"),
                Math.multiplyExact(capsules, size),
                fields.number("inputCapsuleDimensions"),
                1);
    boolean bias = fields.flag("hasBias", false);
    return (bias ? layout.c("bias", 1, 1, capsules, size, 1) : layout).parameters();
  }
}
