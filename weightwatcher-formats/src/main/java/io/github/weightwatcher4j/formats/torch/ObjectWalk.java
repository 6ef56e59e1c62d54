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

  /** Tensors, and objects of unknown classes as tensors that are not read. */
  record Part(List<Found> tensors, List<Found> unknown) {}

  private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Found> tensors = new ArrayList<>();
  private final List<Found> unknown = new ArrayList<>();
  private final List<Found> training = new ArrayList<>();

  private final FilePlace place;
  private boolean inUnknown;
  private int arrays;

  ObjectWalk(FilePlace place) {
    this.place = place;
  }

  /** All there is in a value and was not found before. */
  Part part(String path, @Nullable Object value) {
    int before = tensors.size();
    int unknownBefore = unknown.size();
    visit(path, value, 0);
    return new Part(
        List.copyOf(tensors.subList(before, tensors.size())),
        List.copyOf(unknown.subList(unknownBefore, unknown.size())));
  }

  /** What was found of optimizers and schedulers, as tensors that are not read. */
  List<Found> training() {
    return training;
  }

  private void visit(String path, @Nullable Object value, int depth) {
    require(path.length() <= LONGEST, "a name of more than " + LONGEST + " letters");
    if (value instanceof TorchTensor tensor) {
      addTensor(path, tensor);
    } else if (value != null && isContainer(value) && visited.add(value)) {
      require(depth < DEEPEST, "more than " + DEEPEST + " levels of dictionaries and lists");
      if (Training.isState(value)) {
        addUnread(training, path, Training.REASON);
        return;
      }
      List<Found> packed = PackedParameters.in(path, value);
      packed.forEach(found -> addTensor(found.path(), found.tensor()));
      if (!packed.isEmpty()) {
        return;
      }
      if (value instanceof PickleObject object) {
        visitObject(path, object, depth);
      } else if (!visitPair(path, value)) {
        entries(value, (key, child) -> visit(child(path, key), child, depth + 1));
      }
    }
  }

  private static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /**
   * Attributes, entries and items. What an object of an unknown class does with arrays of NumPy is
   * not known: they are no weights for being there, as the data that a model was fitted to is.
   */
  private void visitObject(String path, PickleObject object, int depth) {
    int before = tensors.size();
    int arraysBefore = arrays;
    boolean outer = inUnknown;
    inUnknown = isStrange(object);
    attributes(object.state(), (key, child) -> visit(child(path, key), child, depth + 1));
    inUnknown = outer;
    BiConsumer<String, @Nullable Object> inside =
        (key, child) -> visit(child(path, key), child, depth + 1);
    object.entries().ifPresent(entries -> entries(entries, inside));
    object.items().ifPresent(items -> entries(items, inside));
    if (tensors.size() == before && isStrange(object)) {
      String text = "is an object of %s, which is not known and therefore not created";
      String advice = "; save the weights among its %d arrays by name, with numpy.savez";
      int left = arrays - arraysBefore;
      addUnread(
          unknown, path, text.formatted(object.type()) + (left == 0 ? "" : advice.formatted(left)));
    }
  }

  private void addTensor(String path, TorchTensor tensor) {
    if (inUnknown && tensor instanceof NumpyArray) {
      arrays++;
      return;
    }
    require(tensors.size() < MOST_TENSORS, "more than " + MOST_TENSORS + " tensors");
    if (Training.isMoment(path)) {
      addUnread(training, path, Training.REASON);
    } else {
      tensors.add(new Found(path, tensor));
    }
  }

  /** A tuple of a tensor's name and the tensor. */
  private boolean visitPair(String path, Object value) {
    if (value instanceof Object[] pair
        && pair.length == 2
        && pair[0] instanceof String
        && pair[1] instanceof TorchTensor tensor) {
      addTensor(path, tensor);
      return true;
    }
    return false;
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
    boolean program = object.type().module().startsWith("__torch__");
    return !module && (!program || PackedParameters.isNative(object) || isTuple(object.state()));
  }

  /** Whether a state is a tuple with tensors, of which no name says what they are. */
  private static boolean isTuple(@Nullable Object state) {
    return state instanceof Object[] parts
        && Arrays.stream(parts).anyMatch(TorchTensor.class::isInstance);
  }

  private static void addUnread(List<Found> list, String path, String reason) {
    if (list.size() < MOST_UNKNOWN) {
      list.add(new Found(path, TorchTensor.unreadable(reason)));
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

  /** State as a dictionary, or as a tuple of two, the second for attributes in slots. */
  private void attributes(@Nullable Object state, BiConsumer<String, @Nullable Object> action) {
    if (state instanceof Object[] parts && visited.add(parts)) {
      Arrays.stream(parts).filter(Map.class::isInstance).forEach(part -> attributes(part, action));
    } else if (state instanceof Map<?, ?> attributes && visited.add(attributes)) {
      boolean module = attributes.containsKey("_parameters");
      for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
        Object child = attribute.getValue();
        if (attribute.getKey() instanceof String name && TRANSPARENT.contains(name)) {
          attributes(child, action);
        } else if (isOfInterest(child) && (!module || PackedParameters.isAttribute(attribute))) {
          action.accept(name(attribute.getKey()), child);
        }
      }
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
