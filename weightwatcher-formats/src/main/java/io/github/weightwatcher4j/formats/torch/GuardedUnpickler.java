package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Guard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Follows a pickle's instructions that a {@link PickleScan} has passed. The library does numbers,
 * texts, tuples and the memo; whatever names, calls or changes an object is done here, so that the
 * library's registry of constructors, which any class on the class path could add to, is never
 * asked. Dictionaries keep their order; sets are lists, as nobody looks anything up in them.
 */
final class GuardedUnpickler extends Unpickler {

  private final Map<String, StorageReference> storages = new HashMap<>();

  private final List<Blob> blobs;

  /**
   * An unpickler.
   *
   * @param blobs what stays in the file, by the index that stands for it
   */
  GuardedUnpickler(List<Blob> blobs) {
    this.blobs = blobs;
  }

  /** The storages that were named, by key. */
  Map<String, StorageReference> storages() {
    return Collections.unmodifiableMap(storages);
  }

  @Override
  protected Object dispatch(short instruction) throws IOException {
    Guard.requireNotInterrupted();
    switch (instruction) {
      case Opcodes.GLOBAL -> stack.add(named());
      case Opcodes.STACK_GLOBAL -> stackGlobal();
      case Opcodes.INST -> instance(named(), stack.pop_all_since_marker());
      case Opcodes.OBJ -> object(stack.pop_all_since_marker());
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> reduce();
      case Opcodes.NEWOBJ_EX -> {
        stack.pop(); // arguments by name: of no class that is known here
        reduce();
      }
      case Opcodes.BUILD -> build();
      case PickleScan.BLOB ->
          stack.add(blobs.get(PickleUtils.bytes_to_integer(PickleUtils.readbytes(input, 4))));
      case Opcodes.POP_MARK -> stack.pop_all_since_marker();
      default -> {
        return fillsContainer(instruction) ? NO_RETURN_VALUE : super.dispatch(instruction);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** Follows an instruction that makes or fills a dictionary, a list or a set. */
  private boolean fillsContainer(short instruction) {
    switch (instruction) {
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
      case Opcodes.DICT -> {
        List<Object> entries = stack.pop_all_since_marker();
        stack.add(new LinkedHashMap<>());
        setItems(entries);
      }
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        Object key = stack.pop();
        put(map(stack.peek()), key, value);
      }
      case Opcodes.SETITEMS -> setItems(stack.pop_all_since_marker());
      case Opcodes.EMPTY_SET -> stack.add(new ArrayList<>(0));
      case Opcodes.FROZENSET -> stack.add(stack.pop_all_since_marker());
      case Opcodes.APPEND -> {
        Object value = stack.pop();
        list(stack.peek()).add(value);
      }
      case Opcodes.APPENDS, Opcodes.ADDITEMS -> {
        List<Object> items = stack.pop_all_since_marker();
        list(stack.peek()).addAll(items);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private PickleClass named() throws IOException {
    String module = PickleUtils.readline(input);
    return new PickleClass(module, PickleUtils.readline(input));
  }

  private void stackGlobal() {
    String name = (String) stack.pop();
    stack.add(new PickleClass((String) stack.pop(), name));
  }

  private void instance(PickleClass type, List<Object> arguments) {
    stack.add(Rebuilding.call(type, arguments.toArray()));
  }

  private void object(List<Object> typeAndArguments) {
    Object type = typeAndArguments.get(0);
    instance((PickleClass) type, typeAndArguments.subList(1, typeAndArguments.size()));
  }

  private void reduce() {
    Object[] arguments = (Object[]) stack.pop();
    Object function = stack.pop();
    stack.add(
        function instanceof PickleObject result
            ? new PickleObject(result.type()) // an unknown function's result, called
            : Rebuilding.call((PickleClass) function, arguments));
  }

  /** Gives an unknown object or an array its state. What else is known has all it needs. */
  private void build() {
    Object state = stack.pop();
    Object target = stack.peek();
    if (target instanceof PickleObject object) {
      object.state(state);
    } else if (target instanceof NumpyArray array) {
      array.state(state);
    } else if (target instanceof NumpyType type) {
      type.state(state);
    }
  }

  private void setItems(List<Object> entries) {
    Map<Object, @Nullable Object> map = map(stack.peek());
    for (int i = 0; i < entries.size(); i += 2) {
      put(map, entries.get(i), entries.get(i + 1));
    }
  }

  /** A list as a key is against Python's rules, and its hash code could take for ever. */
  static void put(Map<Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
    if (key instanceof List || key instanceof Map) {
      throw new PickleException("a key that changes");
    }
    map.put(key == null ? "None" : key, value);
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, @Nullable Object> map(Object target) {
    return target instanceof PickleObject object
        ? object.makeEntries()
        : (Map<Object, @Nullable Object>) target;
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(Object target) {
    return target instanceof PickleObject object
        ? object.makeItems()
        : (List<@Nullable Object>) target;
  }

  /** A storage; in old files also the class of a module with its source, which is passed over. */
  @Override
  protected Object persistentLoad(Object id) {
    if (id instanceof Object[] parts && parts.length >= 2) {
      if ("storage".equals(parts[0])) {
        StorageReference storage = StorageReference.of(parts);
        storages.putIfAbsent(storage.key(), storage);
        return storage;
      }
      if ("module".equals(parts[0]) && parts[1] instanceof PickleClass type) {
        return type;
      }
    }
    return new PickleObject(new PickleClass("persistent", "id"));
  }
}
