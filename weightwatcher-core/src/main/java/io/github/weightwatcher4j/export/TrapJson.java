package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.metric.Localization;
import io.github.weightwatcher4j.metric.Trap;
import java.util.List;

/** The traps of a replica that were measured; no field where none was. */
final class TrapJson {

  private static final String TRAPS = "traps";

  private TrapJson() {}

  static void write(List<Trap> traps, ObjectNode replica) {
    if (traps.isEmpty()) {
      return;
    }
    ArrayNode nodes = replica.putArray(TRAPS);
    for (Trap trap : traps) {
      ObjectNode node =
          nodes
              .addObject()
              .put("slice", trap.slice())
              .put("eigenvalue", trap.eigenvalue())
              .put("pValue", trap.pValue())
              .put("delta", trap.delta())
              .put("overlap", trap.overlap());
      write(trap.right(), node.putObject("right"));
      write(trap.left(), node.putObject("left"));
      node.put("q", trap.q())
          .put("burden", trap.burden()); // for readers: both follow from the rest
    }
  }

  private static void write(Localization vector, ObjectNode node) {
    node.put("ipr", vector.ipr()).put("size", vector.size());
  }

  static List<Trap> read(Json replica) {
    return replica.find(TRAPS).isPresent() ? replica.list(TRAPS, TrapJson::trap) : List.of();
  }

  private static Trap trap(Json trap) {
    return trap.checked(
        () ->
            new Trap(
                trap.whole("slice"),
                trap.number("eigenvalue"),
                trap.number("pValue"),
                trap.number("delta"),
                localization(trap.field("right")),
                localization(trap.field("left")),
                trap.number("overlap")));
  }

  private static Localization localization(Json vector) {
    return vector.checked(() -> new Localization(vector.number("ipr"), vector.whole("size")));
  }
}
