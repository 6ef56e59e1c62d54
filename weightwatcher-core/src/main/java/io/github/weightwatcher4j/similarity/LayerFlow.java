package io.github.weightwatcher4j.similarity;

import io.github.weightwatcher4j.model.internal.Printable;
import java.util.Optional;

/**
 * The correlation flow from a layer to the one that comes next in the model's order, or why there
 * is none.
 *
 * @param next name of the next layer, as it is shown; empty text where there is none
 * @param flow empty where the reason says why
 * @param reason why there is no flow, as a sentence without its end; empty text where there is
 */
public record LayerFlow(String next, Optional<CorrelationFlow> flow, String reason) {

  /** Writes out what may not be shown, and checks that there is either a flow or a reason. */
  public LayerFlow {
    next = Printable.name(next);
    reason = Printable.of(reason);
    if (flow.isPresent() != reason.isEmpty()) {
      throw new IllegalArgumentException("needs either a flow or a reason");
    }
  }

  /** A flow to the next layer. */
  public static LayerFlow of(String next, CorrelationFlow flow) {
    return new LayerFlow(next, Optional.of(flow), "");
  }

  /** No flow. */
  public static LayerFlow without(String next, String reason) {
    return new LayerFlow(next, Optional.empty(), reason);
  }
}
