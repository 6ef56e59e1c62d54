package io.github.weightwatcher4j.dl4j;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Vertices of a {@code ComputationGraph} in topological order. The index is the row in {@code
 * net.summary()}, from 0; the network's inputs have a row there but are not listed here.
 */
record GraphSource(ComputationGraph net) implements Network {

  GraphSource {
    if (net.getVertices() == null) {
      throw new IllegalStateException(
          "the ComputationGraph has no parameters yet: call net.init() first");
    }
  }

  @Override
  public String name() {
    return "ComputationGraph";
  }

  @Override
  public LayerListing list(UnaryOperator<INDArray> place) {
    LayerListing listing = new LayerListing(place);
    int[] order = net.topologicalSortOrder();
    for (int row = 0; row < order.length; row++) {
      GraphVertex vertex = net.getVertices()[order[row]];
      if (!vertex.isInputVertex()) {
        listing.add(row, vertex.getVertexName(), configuration(vertex), parameters(vertex));
      }
    }
    return listing;
  }

  private Object configuration(GraphVertex vertex) {
    if (vertex.hasLayer()) {
      return vertex.getLayer().conf().getLayer();
    }
    var vertices = net.getConfiguration().getVertices();
    return Objects.requireNonNull(vertices.get(vertex.getVertexName()));
  }

  private static @Nullable Map<String, INDArray> parameters(GraphVertex vertex) {
    return vertex.hasLayer() ? vertex.getLayer().paramTable() : vertex.paramTable(false);
  }

  @Override
  public long revision() {
    return net.getIterationCount();
  }
}
