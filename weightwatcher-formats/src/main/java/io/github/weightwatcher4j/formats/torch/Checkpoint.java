package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model in what a checkpoint holds, without what {@link Unwrapping} leaves aside.
 *
 * @param model the model's tensors, objects among them that are not known, and what is listed
 * @param beside what is no part of it: an optimizer's state, unknown objects elsewhere in the file
 */
record Checkpoint(List<NamedTensor> model, List<NamedTensor> beside) {

  /** What the file says is the model. */
  static Checkpoint of(FilePlace place, @Nullable Object pickled, Storages storages)
      throws IOException {
    ModelParallel.requireWhole(place, pickled);
    Unwrapping unwrapping = new Unwrapping(place);
    unwrapping.take(pickled);
    List<NamedTensor> model = named(unwrapping.tensors(), storages);
    ModelParallel.requireWhole(place, model);
    model.addAll(named(unwrapping.unknown(), storages));
    return new Checkpoint(model, named(unwrapping.beside(), storages));
  }

  private static List<NamedTensor> named(List<ObjectWalk.Found> all, Storages storages)
      throws IOException {
    List<NamedTensor> named = new ArrayList<>();
    for (ObjectWalk.Found found : all) {
      named.add(found.tensor().named(found.path(), storages));
    }
    return named;
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

  /**
   * All tensors as the file has them, and the model's as layers.
   *
   * @param config what stands beside the file of how its weights are quantized
   */
  Contents contents(ModelConfig config) {
    List<NamedTensor> all = Stream.concat(model.stream(), beside.stream()).toList();
    return new Contents(all, StateDict.layers(model, config));
  }
}
