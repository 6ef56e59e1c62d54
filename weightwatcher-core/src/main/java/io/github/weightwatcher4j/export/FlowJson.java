package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.similarity.CorrelationFlow;
import io.github.weightwatcher4j.similarity.LayerFlow;

/** The flow of a layer to the next as a JSON object. */
final class FlowJson {

  private FlowJson() {}

  static ObjectNode write(LayerFlow flow) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("next", flow.next());
    if (flow.flow().isEmpty()) {
      return node.put("reason", flow.reason());
    }
    CorrelationFlow found = flow.flow().get();
    node.put("dimension", found.dimension());
    node.put("written", found.written());
    node.put("read", found.read());
    ArrayNode cosines = node.putArray("cosines");
    found.cosines().forEach(cosines::add);
    return node;
  }

  static LayerFlow read(Json flow) {
    String next = flow.text("next");
    if (flow.find("reason").isPresent()) {
      return flow.checked(() -> LayerFlow.without(next, flow.text("reason")));
    }
    return flow.checked(
        () ->
            LayerFlow.of(
                next,
                new CorrelationFlow(
                    flow.whole("dimension"),
                    flow.whole("written"),
                    flow.whole("read"),
                    flow.list("cosines", Json::number))));
  }
}
