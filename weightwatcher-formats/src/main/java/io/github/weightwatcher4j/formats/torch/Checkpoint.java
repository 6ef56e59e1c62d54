package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model in what a checkpoint holds. Around it there may be dictionaries and lists: while only
 * one entry holds matrices, and is called as such a wrapper is, it is the model. What belongs to
 * training only, such as an optimizer, is no part of it.
 *
 * @param model the model's tensors, and objects among them that are not known
 * @param beside unknown objects elsewhere in the file
 */
record Checkpoint(List<NamedTensor> model, List<NamedTensor> beside) {

  private static final int DEEPEST_WRAPPER = 5;

  private static final Set<String> WRAPPERS =
      Set.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "model_dict",
          "net",
          "net_state_dict",
          "network",
          "module",
          "weights",
          "params",
          "state",
          "checkpoint");

  private static final Pattern TRAINING =
      Pattern.compile("(?i).*(optim|sched|scaler|rng_?state|callback).*|amp|loops");

  /** What the file says is the model. */
  static Checkpoint of(FilePlace place, @Nullable Object pickled, Storages storages)
      throws IOException {
    List<Entry> beside = new ArrayList<>();
    List<Entry> entries = entries(pickled, place, beside);
    for (int level = 0; level < DEEPEST_WRAPPER; level++) {
      List<Entry> models = withTensors(entries);
      if (models.size() != 1 || !models.get(0).isWrapper()) {
        break;
      }
      Entry wrapper = models.get(0);
      entries.stream().filter(entry -> !entry.key.equals(wrapper.key)).forEach(beside::add);
      entries = entries(wrapper.value, place, beside);
    }
    List<NamedTensor> model = named(entries, Entry::tensors, storages);
    model.addAll(named(entries, Entry::unknown, storages));
    return new Checkpoint(model, named(beside, Entry::unknown, storages));
  }

  private static List<NamedTensor> named(
      List<Entry> entries, Function<Entry, List<ObjectWalk.Found>> kind, Storages storages)
      throws IOException {
    List<NamedTensor> named = new ArrayList<>();
    for (Entry entry : entries) {
      for (ObjectWalk.Found found : kind.apply(entry)) {
        named.add(found.tensor().named(found.path(), storages));
      }
    }
    return named;
  }

  /** One entry of a dictionary or list, with what it holds; a list's only entry may be wrapped. */
  private record Entry(
      String key,
      boolean inList,
      @Nullable Object value,
      List<ObjectWalk.Found> tensors,
      List<ObjectWalk.Found> unknown) {

    boolean isWrapper() {
      return !(value instanceof TorchTensor) && (inList || WRAPPERS.contains(key));
    }

    boolean isTraining() {
      return !(value instanceof TorchTensor) && TRAINING.matcher(key).matches();
    }

    boolean isEmpty() {
      return tensors.isEmpty() && unknown.isEmpty();
    }
  }

  /** The entries of a container that hold anything, those of training apart. */
  private static List<Entry> entries(
      @Nullable Object container, FilePlace place, List<Entry> beside) {
    ObjectWalk walk = new ObjectWalk(place);
    List<Entry> entries = new ArrayList<>();
    boolean inList = container instanceof List || container instanceof Object[];
    BiConsumer<String, @Nullable Object> add =
        (key, value) -> {
          Entry entry = entry(walk, key, inList, value);
          if (!entry.isEmpty()) {
            (entry.isTraining() ? beside : entries).add(entry);
          }
        };
    if (inList || container instanceof Map) {
      ObjectWalk.entries(container, add);
    } else {
      add.accept(container instanceof TorchTensor ? "tensor" : "", container);
    }
    return entries;
  }

  private static Entry entry(ObjectWalk walk, String key, boolean inList, @Nullable Object value) {
    int tensors = walk.tensors().size();
    int unknown = walk.unknown().size();
    walk.visit(key, value);
    return new Entry(
        key,
        inList,
        value,
        List.copyOf(walk.tensors().subList(tensors, walk.tensors().size())),
        List.copyOf(walk.unknown().subList(unknown, walk.unknown().size())));
  }

  /** The entries with matrices; those with any tensor where no entry has a matrix. */
  private static List<Entry> withTensors(List<Entry> entries) {
    List<Entry> matrices =
        entries.stream()
            .filter(entry -> entry.tensors.stream().anyMatch(f -> f.tensor().shape().rank() > 1))
            .toList();
    return matrices.isEmpty()
        ? entries.stream().filter(entry -> !entry.tensors.isEmpty()).toList()
        : matrices;
  }

  /** The same with a word before each name of the model's tensors. */
  Checkpoint renamed(String word) {
    return new Checkpoint(model.stream().map(t -> t.renamed(word + t.name())).toList(), beside);
  }

  /** Whether there is a tensor in the model. */
  boolean hasTensors() {
    return model.stream().anyMatch(tensor -> tensor.view().isPresent())
        || model.stream().anyMatch(tensor -> tensor.shape().rank() > 0);
  }

  /** Refuses what holds no tensors, and says why its objects are not read. */
  Checkpoint requireTensors(FilePlace place, String otherwise) {
    if (!hasTensors()) {
      throw place.problem(
          otherwise + reasons(), "save the model's state_dict() with torch.save instead");
    }
    return this;
  }

  /** Reasons why the objects of the model are not read, a few. */
  private String reasons() {
    List<String> reasons =
        Stream.concat(model.stream(), beside.stream())
            .map(tensor -> FilePlace.quoted(tensor.name()) + ": " + tensor.reason())
            .limit(5)
            .toList();
    return reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
  }

  /** All tensors as the file has them, and the model's as layers. */
  Contents contents() {
    List<NamedTensor> all = Stream.concat(model.stream(), beside.stream()).toList();
    return new Contents(all, StateDict.layers(model));
  }
}
