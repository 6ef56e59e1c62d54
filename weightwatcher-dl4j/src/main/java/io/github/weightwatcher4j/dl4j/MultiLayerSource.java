package io.github.weightwatcher4j.dl4j;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers of a {@code MultiLayerNetwork}; the index is the layer's number in it. */
record MultiLayerSource(MultiLayerNetwork net) implements Network {

  MultiLayerSource {
    if (!net.isInitCalled()) {
      throw new IllegalStateException(
          "the MultiLayerNetwork has no parameters yet: call net.init() first");
    }
  }

  @Override
  public String name() {
    return "MultiLayerNetwork";
  }

  @Override
  public LayerListing list(UnaryOperator<INDArray> place) {
    LayerListing listing = new LayerListing(place);
    // Not getLayers(): that waits for a running fit().
    for (int index = 0; index < net.getnLayers(); index++) {
      var layer = net.getLayer(index);
      var conf = layer.conf().getLayer();
      listing.add(index, conf.getLayerName(), conf, layer.paramTable());
    }
    return listing;
  }

  @Override
  public long revision() {
    return net.getIterationCount();
  }
}
