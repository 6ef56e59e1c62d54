package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Random weights in the shapes of the CIFAR-10 ResNet56: 55 convolutions of 3 x 3 and a dense
 * layer.
 */
final class ConvolutionModel {

  private static final int BLOCKS = 9;
  private static final int[] STAGES = {16, 32, 64};

  private ConvolutionModel() {}

  static ModelSource resNet56() {
    List<Layer> layers = new ArrayList<>();
    layers.add(convolution(layers.size(), 16, 3));
    int channels = 16;
    for (int stage : STAGES) {
      for (int block = 0; block < BLOCKS; block++) {
        layers.add(convolution(layers.size(), stage, channels));
        layers.add(convolution(layers.size(), stage, stage));
        channels = stage;
      }
    }
    LayerInfo dense = new LayerInfo(layers.size(), "linear", LayerType.DENSE);
    WeightTensor weights = WeightTensor.of(RandomWeights.matrix(10, 64, layers.size()));
    layers.add(Layer.of(dense, Weights.of(weights, Slicing.TRAILING)));
    return ModelSource.of("resnet56 shapes", layers);
  }

  private static Layer convolution(int index, int out, int in) {
    LayerInfo info = new LayerInfo(index, "conv" + index, LayerType.CONV2D);
    TensorShape shape = TensorShape.of(out, in, 3, 3);
    WeightTensor kernel = WeightTensor.of(shape, RandomWeights.matrix(out, in * 9, index));
    return Layer.of(info, Weights.of(kernel, Slicing.TRAILING));
  }
}
