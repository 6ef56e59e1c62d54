package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the model out of the dictionaries and lists around it. While only one entry holds matrices,
 * and is called as such a wrapper is, it is the model; several models keep their keys. Apart are
 * what belongs to training, settings, and copies that are averaged over training.
 */
final class Unwrapping {

  private static final int DEEPEST = 5;

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

  private static final Pattern SETTINGS =
      Pattern.compile(
          "(?i)(.*_)?(args|arguments|config|cfg|hparams|hyper_?param(eter)?s|settings|kwargs"
              + "|metadata|history|metrics)|opts?|options|logs?");

  private static final Pattern SETTINGS_TYPES =
      Pattern.compile(
          "argparse\\.Namespace|types\\.SimpleNamespace|(omegaconf|yacs|easydict|munch|box)\\..*"
              + "|.*(Config|ConfigDict|CfgNode|AttributeDict|Args|Arguments)");

  private final FilePlace place;
  private final List<ObjectWalk.Found> tensors = new ArrayList<>();
  private final List<ObjectWalk.Found> unknown = new ArrayList<>();
  private final List<ObjectWalk.Found> beside = new ArrayList<>();

  Unwrapping(FilePlace place) {
    this.place = place;
  }

  /** The model's tensors. */
  List<ObjectWalk.Found> tensors() {
    return AveragedCopy.collapsed(tensors);
  }

  /** Objects in the model that are not known, and what is listed in its place. */
  List<ObjectWalk.Found> unknown() {
    return unknown;
  }

  /** What is no part of the model. */
  List<ObjectWalk.Found> beside() {
    return beside;
  }

  /** Goes through what a pickle has made. */
  void take(@Nullable Object pickled) {
    take("", pickled, 0);
  }

  /** One entry of a dictionary or list, with what it holds; a list's only entry may be wrapped. */
  private record Entry(String key, boolean inList, @Nullable Object value, ObjectWalk.Part part) {

    boolean isContainer() {
      return !(value instanceof TorchTensor);
    }

    boolean hasMatrix() {
      return part.tensors().stream().anyMatch(found -> found.tensor().shape().rank() > 1);
    }

    boolean isSettings() {
      return isContainer()
          && (SETTINGS.matcher(key).matches()
              || (value instanceof PickleObject object
                  && SETTINGS_TYPES.matcher(object.type().fullName()).matches()));
    }
  }

  private void take(String prefix, @Nullable Object container, int level) {
    List<Entry> entries = entries(prefix, Training.plain(container));
    List<Entry> models = new ArrayList<>();
    List<Entry> averages = new ArrayList<>();
    List<Entry> settings = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isContainer() && Training.isName(entry.key)) {
        putAside(prefix, entry, true, "is called as what belongs to training");
      } else if (entry.isSettings()) {
        settings.add(entry);
      } else {
        boolean average = entry.isContainer() && AveragedCopy.isName(entry.key);
        (average ? averages : models).add(entry);
      }
    }
    for (Entry entry : settings) {
      putAside(prefix, entry, true, "is called as the settings of a run");
    }
    List<ObjectWalk.Found> originals =
        models.stream().flatMap(entry -> entry.part.tensors().stream()).toList();
    for (Entry average : averages) {
      if (AveragedCopy.isCopy(average.part.tensors(), originals)) {
        unknown.add(AveragedCopy.entry(prefix, average.key, average.part.tensors().size()));
        beside.addAll(average.part.unknown());
      } else {
        models.add(average);
      }
    }
    takeModels(prefix, models, level);
  }

  @SuppressWarnings("ReferenceEquality") // two entries may hold the same
  private void takeModels(String prefix, List<Entry> models, int level) {
    List<Entry> holders = withTensors(models);
    List<Entry> wrappers = holders.stream().filter(it -> isWrapper(it, prefix)).toList();
    boolean wrapped =
        wrappers.size() == 1
            && holders.stream().allMatch(it -> it == wrappers.get(0) || !it.isContainer());
    if (wrapped && level < DEEPEST) {
      Entry wrapper = wrappers.get(0);
      for (Entry entry : models) {
        if (entry != wrapper) {
          putAside(prefix, entry, false, "stands beside the model, not in it");
        }
      }
      take(prefix, wrapper.value, level + 1);
      return;
    }
    boolean several = level < DEEPEST && holders.size() > 1;
    for (Entry entry : models) {
      if (several && Training.plain(entry.value) instanceof Map) {
        take(prefix + entry.key + ".", entry.value, level + 1);
      } else {
        tensors.addAll(entry.part.tensors());
        unknown.addAll(entry.part.unknown());
      }
    }
  }

  /**
   * Whether an entry is the model itself. Below the key of one of several models only a state
   * dictionary that is called so: a module may have any other name.
   */
  private static boolean isWrapper(Entry entry, String prefix) {
    return entry.isContainer()
        && (prefix.isEmpty()
            ? entry.inList || WRAPPERS.contains(entry.key)
            : entry.key.endsWith("state_dict"));
  }

  /**
   * Leaves an entry out; one that may have been taken for a model otherwise is listed.
   *
   * @param known whether its name or type says that it is no model
   */
  private void putAside(String prefix, Entry entry, boolean known, String reason) {
    beside.addAll(entry.part.unknown());
    if (entry.hasMatrix()) {
      String text = "%s: %d tensors that are not analysed; if they are a model, save it alone";
      String told = text.formatted(reason, entry.part.tensors().size());
      unknown.add(
          new ObjectWalk.Found(
              prefix + entry.key,
              known ? TorchTensor.leftOut(told) : TorchTensor.unreadable(told)));
    }
  }

  /** The entries of a container that hold anything. */
  private List<Entry> entries(String prefix, @Nullable Object container) {
    ObjectWalk walk = new ObjectWalk(place);
    List<Entry> entries = new ArrayList<>();
    boolean inList = container instanceof List || container instanceof Object[];
    if (inList || (container instanceof Map && !Training.isState(container))) {
      ObjectWalk.entries(
          container,
          (key, value) ->
              add(entries, new Entry(key, inList, value, walk.part(prefix + key, value))));
    } else {
      String name = container instanceof TorchTensor ? prefix + "tensor" : prefix;
      String path = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      add(entries, new Entry("", inList, container, walk.part(path, container)));
    }
    beside.addAll(walk.training());
    return entries;
  }

  private static void add(List<Entry> entries, Entry entry) {
    if (!entry.part.tensors().isEmpty() || !entry.part.unknown().isEmpty()) {
      entries.add(entry);
    }
  }

  /** The entries with matrices; those with any tensor where no entry has a matrix. */
  private static List<Entry> withTensors(List<Entry> entries) {
    List<Entry> matrices = entries.stream().filter(Entry::hasMatrix).toList();
    return matrices.isEmpty()
        ? entries.stream().filter(entry -> !entry.part.tensors().isEmpty()).toList()
        : matrices;
  }
}
