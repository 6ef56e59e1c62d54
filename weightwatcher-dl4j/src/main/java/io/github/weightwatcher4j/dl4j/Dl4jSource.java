package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers of a DL4J network, or vertices in topological order, or one layer; inputs are not listed.
 */
record Dl4jSource(Dl4jNetwork net) implements Network {

  Dl4jSource {
    if (!net.isInitialized()) {
      throw new IllegalStateException(
          "the " + net.kind() + " has no parameters yet: call net.init() first");
    }
  }

  static Dl4jSource of(Model model) {
    return new Dl4jSource(Dl4jNetwork.of(model).orElseGet(() -> Dl4jNetwork.require(model)));
  }

  @Override
  public String name() {
    return net.kind();
  }

  @Override
  public LayerListing list(UnaryOperator<INDArray> place) {
    LayerListing listing = new LayerListing(place);
    for (int index = 0; index < net.size(); index++) {
      if (!net.isInput(index)) {
        listing.add(index, net.name(index), net.configuration(index), net.parameters(index));
      }
    }
    return listing;
  }

  @Override
  public long revision() {
    return net.iterations();
  }
}
