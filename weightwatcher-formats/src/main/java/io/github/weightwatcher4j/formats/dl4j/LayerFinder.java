package io.github.weightwatcher4j.formats.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerClass;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerShapes;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Finds what a saved layer is and which parameters it has: by its class where that is one of DL4J,
 * by asking the class where the caller allowed that.
 *
 * @param allowed full names of classes that may be loaded
 * @param most how many parameters there can be
 */
record LayerFinder(Set<String> allowed, long most) {

  private static final String BIDIRECTIONAL = Dl4jClasses.LAYERS + "recurrent.Bidirectional";

  /** Copies the names. */
  LayerFinder {
    allowed = Set.copyOf(allowed);
  }

  /**
   * The layer, out of its wrappers.
   *
   * @throws UnknownLayerException where that cannot be told
   */
  LayerShapes.Answer find(SavedLayer saved) throws UnknownLayerException {
    SavedLayer layer = saved.unwrapped();
    if (layer.className().equals(BIDIRECTIONAL)) {
      return bidirectional(layer);
    }
    Optional<List<Parameter>> known = known(layer);
    return known.isPresent()
        ? new LayerShapes.Answer(LayerClass.named(layer.className(), Optional.empty()), known.get())
        : asked(layer);
  }

  /** Both directions are laid out as the forward one is. */
  private LayerShapes.Answer bidirectional(SavedLayer layer) throws UnknownLayerException {
    LayerShapes.Answer direction = find(layer.inner("fwd"));
    Layout both = new Layout().all("f", direction.parameters()).all("b", direction.parameters());
    LayerClass kind = LayerClass.named(BIDIRECTIONAL, Optional.of(direction.layer()));
    return new LayerShapes.Answer(kind, both.parameters());
  }

  private static Optional<List<Parameter>> known(SavedLayer layer) throws UnknownLayerException {
    try {
      return Layouts.of(layer);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnknownLayerException(
          layer.className() + ": its configuration cannot be right (" + e.getMessage() + ")");
    }
  }

  private LayerShapes.Answer asked(SavedLayer layer) throws UnknownLayerException {
    String name =
        allowed.stream()
            .filter(layer::isNamed)
            .findFirst()
            .orElseThrow(() -> UnknownLayerException.ofClass(layer.className()));
    LayerShapes shapes =
        ServiceLoader.load(LayerShapes.class, LayerFinder.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new UnknownLayerException(
                        name
                            + ": only weightwatcher-dl4j, not on the class path, can ask a class"));
    try {
      return shapes.ask(name, withoutOthers(layer, name).toString(), most);
    } catch (Exception | LinkageError | StackOverflowError e) {
      throw new UnknownLayerException(name + " could not be asked for its shapes (" + e + ")");
    }
  }

  /** The configuration without what is of classes that were not allowed. */
  private ObjectNode withoutOthers(SavedLayer layer, String className) {
    ObjectNode json = layer.fields().deepCopy();
    prune(json);
    json.put("@class", className);
    return json;
  }

  private void prune(JsonNode json) {
    if (json.isContainerNode()) {
      json.elements().forEachRemaining(this::prune);
      for (Iterator<JsonNode> it = json.elements(); it.hasNext(); ) {
        if (!isAllowed(it.next())) {
          it.remove();
        }
      }
    }
  }

  /** Whether a value is of no class, or of one that may be loaded. */
  private boolean isAllowed(JsonNode json) {
    Optional<SavedLayer> named = json.isObject() ? SavedLayer.of(json) : Optional.empty();
    return named.isEmpty()
        || allowed.contains(named.get().className())
        || Layouts.isKnown(named.get().className())
        || SavedLayer.isWrapper(named.get().className());
  }
}
