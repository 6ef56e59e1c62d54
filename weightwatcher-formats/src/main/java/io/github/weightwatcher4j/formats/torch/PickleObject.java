package io.github.weightwatcher4j.formats.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands where a pickle has an object of a class, or the result of a function, that is not on
 * the list of {@link Rebuilding}: the name, and the state that the pickle would give it.
 */
final class PickleObject {

  private final PickleClass type;
  private @Nullable Object state;
  private @Nullable List<@Nullable Object> items;
  private @Nullable Map<Object, @Nullable Object> entries;

  PickleObject(PickleClass type) {
    this.type = type;
  }

  PickleClass type() {
    return type;
  }

  void state(@Nullable Object newState) {
    state = newState;
  }

  /** Attributes by name, or a tuple of several such dictionaries, or whatever the class takes. */
  @Nullable Object state() {
    return state;
  }

  /** Items of a subclass of list, to be added to. */
  List<@Nullable Object> makeItems() {
    if (items == null) {
      items = new ArrayList<>(1);
    }
    return items;
  }

  /** Entries of a subclass of dict, to be added to. */
  Map<Object, @Nullable Object> makeEntries() {
    if (entries == null) {
      entries = new LinkedHashMap<>();
    }
    return entries;
  }

  /** Items, where the class is a subclass of list. */
  Optional<List<@Nullable Object>> items() {
    return Optional.ofNullable(items);
  }

  /** Entries, where the class is a subclass of dict. */
  Optional<Map<Object, @Nullable Object>> entries() {
    return Optional.ofNullable(entries);
  }
}
