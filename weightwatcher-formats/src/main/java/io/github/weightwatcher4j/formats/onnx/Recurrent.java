package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Part;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights of recurrent layers, {@code W [directions, gates * hidden, in]} for the input and {@code
 * R [directions, gates * hidden, hidden]} for the state. Gates stand in the order input, output,
 * forget, cell in an LSTM, update, reset, hidden in a GRU; the last is called {@code new}, as
 * elsewhere here.
 */
final class Recurrent {

  private static final List<String> LSTM = List.of("input", "output", "forget", "cell");
  private static final List<String> GRU = List.of("update", "reset", "new");

  private Recurrent() {}

  static List<Slot> slots(Node node) {
    LayerType type =
        switch (node.op()) {
          case "LSTM" -> LayerType.LSTM;
          case "GRU" -> LayerType.GRU;
          default -> LayerType.RNN;
        };
    List<String> gates =
        switch (node.op()) {
          case "LSTM" -> LSTM;
          case "GRU" -> GRU;
          default -> List.of("");
        };
    String only = node.text("direction").equals("reverse") ? "backward" : "";
    return List.of(
        Slot.of(1, type, 3, view -> parts(type, gates, only, view)).labelled("W"),
        Slot.of(2, type, 3, view -> parts(type, gates, only, view)).labelled("R"));
  }

  private static List<Part> parts(
      LayerType type, List<String> gates, String only, TensorView view) {
    List<Part> parts = new ArrayList<>();
    int directions = Math.toIntExact(view.shape().dim(0));
    if (directions > 2) {
      throw new IllegalArgumentException(view.shape() + " has more than two directions");
    }
    for (int direction = 0; direction < directions; direction++) {
      String which = directions == 1 ? only : direction == 0 ? "forward" : "backward";
      for (Part part : Part.split(type, view.at(0, direction), 0, gates)) {
        String name =
            which.isEmpty() || part.name().isEmpty()
                ? which + part.name()
                : which + "." + part.name();
        parts.add(new Part(name, type, Slicing.TRAILING, part.view()));
      }
    }
    return parts;
  }
}
