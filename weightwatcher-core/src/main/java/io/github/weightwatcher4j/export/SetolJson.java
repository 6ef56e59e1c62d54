package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.setol.FreeCumulants;
import io.github.weightwatcher4j.setol.PartialSums;
import io.github.weightwatcher4j.setol.SetolLayer;
import io.github.weightwatcher4j.setol.SetolTail;

/**
 * What SETOL says of a layer beyond its columns. It follows from the spectrum and the fit, which
 * are there: it is written for other programs and not read back.
 */
final class SetolJson {

  private SetolJson() {}

  static ObjectNode write(SetolLayer layer, boolean ideal) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ideal", ideal);
    node.set("erg", tail(layer.erg()));
    layer.powerLaw().ifPresent(tail -> node.set("powerLaw", tail(tail)));
    return node;
  }

  /** The cumulants and the series made of them; an empty object for a tail of one eigenvalue. */
  private static ObjectNode tail(SetolTail tail) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    tail.cumulants()
        .map(FreeCumulants::asList)
        .ifPresent(kappa -> kappa.forEach(node.putArray("freeCumulants")::add));
    tail.generalizedNorm().ifPresent(sums -> put(sums, node));
    return node;
  }

  private static void put(PartialSums sums, ObjectNode node) {
    sums.sums().forEach(node.putArray("partialSums")::add);
    node.put("settle", sums.settle());
  }
}
