package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tensors, and the objects of unknown classes, in what a pickle has made, each under the
 * path that leads to it. Nothing is visited twice, so that neither a list that contains itself nor
 * one that contains another a thousand times keeps it busy.
 */
final class ObjectWalk {

  /** Deepest nesting of dictionaries and lists. */
  private static final int DEEPEST = 100;

  /** Longest path to a tensor, in characters. */
  private static final int LONGEST = 300;

  private static final int MOST_TENSORS = 50_000;
  private static final int MOST_UNKNOWN = 1_000;

  /** Where a pickled module keeps what its state dictionary lists without these words. */
  private static final Set<String> TRANSPARENT = Set.of("_parameters", "_buffers", "_modules");

  /** A tensor and its path. */
  record Found(String path, TorchTensor tensor) {}

  private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Found> tensors = new ArrayList<>();
  private final List<Found> unknown = new ArrayList<>();

  private final FilePlace place;

  ObjectWalk(FilePlace place) {
    this.place = place;
  }

  /** Takes all there is in a value. */
  void visit(String path, @Nullable Object value) {
    visit(path, value, 0);
  }

  /** The tensors found since the beginning. */
  List<Found> tensors() {
    return tensors;
  }

  /** The unknown objects found since the beginning, as tensors that are not read. */
  List<Found> unknown() {
    return unknown;
  }

  private void visit(String path, @Nullable Object value, int depth) {
    require(path.length() <= LONGEST, "a name of more than " + LONGEST + " letters");
    if (value instanceof TorchTensor tensor) {
      require(tensors.size() < MOST_TENSORS, "more than " + MOST_TENSORS + " tensors");
      tensors.add(new Found(path, tensor));
    } else if (value != null && isContainer(value) && visited.add(value)) {
      require(depth < DEEPEST, "more than " + DEEPEST + " levels of dictionaries and lists");
      int before = tensors.size();
      children(
          value, (key, child) -> visit(path.isEmpty() ? key : path + "." + key, child, depth + 1));
      if (value instanceof PickleObject object && tensors.size() == before && isStrange(object)) {
        addUnknown(path, object);
      }
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw place.problem("the pickle makes " + otherwise, "check where the file comes from");
    }
  }

  /** A module without parameters is nothing to report; neither is one of a TorchScript program. */
  private static boolean isStrange(PickleObject object) {
    boolean module =
        object.state() instanceof Map<?, ?> attributes && attributes.containsKey("_parameters");
    return !module && !object.type().module().startsWith("__torch__");
  }

  private void addUnknown(String path, PickleObject object) {
    if (unknown.size() < MOST_UNKNOWN) {
      String reason =
          "is an object of " + object.type() + ", which is not known and therefore not created";
      unknown.add(new Found(path, TorchTensor.unreadable(reason)));
    }
  }

  /** Whether there is something to find in a value, so that its path need be made. */
  private static boolean isOfInterest(@Nullable Object value) {
    return value instanceof TorchTensor || (value != null && isContainer(value));
  }

  private static boolean isContainer(Object value) {
    return value instanceof Map
        || value instanceof List
        || value instanceof Object[]
        || value instanceof PickleObject;
  }

  /** What a container holds, by key, attribute or index. */
  private void children(@Nullable Object container, BiConsumer<String, @Nullable Object> action) {
    if (container instanceof PickleObject object) {
      attributes(object.state(), action);
      object.entries().ifPresent(entries -> entries(entries, action));
      object.items().ifPresent(items -> entries(items, action));
    } else {
      entries(container, action);
    }
  }

  /** State as a dictionary, or as a tuple of two, the second for attributes in slots. */
  private void attributes(@Nullable Object state, BiConsumer<String, @Nullable Object> action) {
    if (state instanceof Object[] parts && visited.add(parts)) {
      Arrays.stream(parts).filter(Map.class::isInstance).forEach(part -> attributes(part, action));
    } else if (state instanceof Map<?, ?> attributes && visited.add(attributes)) {
      attributes.forEach(
          (key, child) -> {
            if (key instanceof String name && TRANSPARENT.contains(name)) {
              attributes(child, action);
            } else if (isOfInterest(child)) {
              action.accept(name(key), child);
            }
          });
    }
  }

  /** The tensors and containers that a dictionary, a list or a tuple holds. */
  static void entries(@Nullable Object container, BiConsumer<String, @Nullable Object> action) {
    if (container instanceof Map<?, ?> map) {
      map.forEach(
          (key, child) -> {
            if (isOfInterest(child)) {
              action.accept(name(key), child);
            }
          });
    } else if (container instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (isOfInterest(list.get(i))) {
          action.accept(String.valueOf(i), list.get(i));
        }
      }
    } else if (container instanceof Object[] tuple) {
      entries(Arrays.asList(tuple), action);
    }
  }

  private static String name(Object key) {
    return key instanceof String || key instanceof Integer || key instanceof Long
        ? key.toString()
        : "key";
  }
}
