package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gates of LSTM layers. DL4J keeps them side by side: {@code W [in, 4 n]} for the input and
 * {@code RW [n, 4 n]} for the state, in the order input, forget, output, modulation ({@code IFOG}).
 * Peephole weights are three more columns of RW, vectors, and are left out.
 *
 * <p>The names are DL4J's own. Its <em>input</em> block goes through the layer's activation (tanh):
 * it is the candidate, or cell input, elsewhere. Its <em>modulation</em> block goes through the
 * gate activation (sigmoid): it is what others call the input gate.
 */
final class RecurrentParts {

  private static final List<String> GATES = List.of("input", "forget", "output", "modulation");

  private RecurrentParts() {}

  /** One part a gate of each weight matrix of {@code LSTM} and {@code GravesLSTM}. */
  static List<Part> lstm(Object conf, Map<String, INDArray> params) {
    List<Part> parts = new ArrayList<>();
    params.forEach(
        (key, array) -> {
          switch (key) {
            case "W" -> parts.addAll(gates(key, array, array.size(1) / GATES.size()));
            case "RW" -> parts.addAll(gates(key, array, array.size(0)));
            default -> parts.add(Parts.byShape(key, array));
          }
        });
    return parts;
  }

  /** {@code GravesBidirectionalLSTM} marks the direction by a last letter of its keys. */
  static List<Part> gravesBidirectional(Object conf, Map<String, INDArray> params) {
    List<Part> parts = new ArrayList<>();
    lstm(conf, DirectionParameters.withSuffix(params, "F"))
        .forEach(part -> parts.add(part.of("forward")));
    lstm(conf, DirectionParameters.withSuffix(params, "B"))
        .forEach(part -> parts.add(part.of("backward")));
    return parts;
  }

  private static List<Part> gates(String key, INDArray weights, long width) {
    List<Part> parts = new ArrayList<>();
    for (int gate = 0; gate < GATES.size(); gate++) {
      INDArray columns =
          weights.get(NDArrayIndex.all(), NDArrayIndex.interval(gate * width, (gate + 1) * width));
      parts.add(Part.matrix(key + "." + GATES.get(gate), LayerType.LSTM, columns));
    }
    return parts;
  }
}
