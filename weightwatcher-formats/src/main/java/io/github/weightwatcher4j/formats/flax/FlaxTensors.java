package io.github.weightwatcher4j.formats.flax;

import io.github.weightwatcher4j.formats.ChainedStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.flax.Entry.Array;
import io.github.weightwatcher4j.formats.flax.Entry.Branch;
import io.github.weightwatcher4j.formats.flax.Entry.Plain;
import io.github.weightwatcher4j.formats.flax.Entry.Unknown;
import io.github.weightwatcher4j.formats.flax.Entry.Whole;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arrays of a file by their paths, {@code params/Dense_0/kernel}. What an optimizer keeps is
 * told apart by its structure.
 */
final class FlaxTensors {

  private static final String CHUNKED = "__msgpack_chunked_array__";

  /** What a training state calls its optimizer. */
  private static final Set<String> OPTIMIZERS =
      Set.of("opt_state", "opt_states", "optimizer", "optimizer_state", "param_states");

  private final Path file;
  private final List<NamedTensor> tensors = new ArrayList<>();
  private final Set<String> training = new HashSet<>();

  private FlaxTensors(Path file) {
    this.file = file;
  }

  /** Reads the paths of a file. */
  static FlaxTensors read(Path file) throws IOException {
    FlaxTensors found = new FlaxTensors(file);
    found.add("", EntryReader.read(file), false);
    return found;
  }

  /** All arrays, in the order of the file. */
  List<NamedTensor> all() {
    return List.copyOf(tensors);
  }

  /** Those that an optimizer does not keep for itself. */
  List<NamedTensor> model() {
    return tensors.stream().filter(tensor -> !training.contains(tensor.name())).toList();
  }

  private void add(String path, Entry entry, boolean optimizer) {
    if (entry instanceof Branch branch && branch.entries().containsKey(CHUNKED)) {
      tensor(joined(path, branch), optimizer);
    } else if (entry instanceof Branch branch) {
      boolean moments = optimizer || isOptimizer(branch);
      branch
          .entries()
          .forEach(
              (key, value) -> {
                String inner = path.isEmpty() ? key : path + "/" + key;
                add(inner, value, moments || (OPTIMIZERS.contains(key) && value instanceof Branch));
              });
    } else if (entry instanceof Array array) {
      tensor(tensor(path.isEmpty() ? "array" : path, array), optimizer);
    } else if (entry instanceof Unknown unknown) {
      tensor(NamedTensor.unreadable(path, TensorShape.of(), unknown.reason()), optimizer);
    }
  }

  private void tensor(NamedTensor tensor, boolean optimizer) {
    tensors.add(tensor);
    if (optimizer) {
      training.add(tensor.name());
    }
  }

  /** First and second moments side by side, or the state beside the target of an old optimizer. */
  private static boolean isOptimizer(Branch branch) {
    Set<String> keys = branch.entries().keySet();
    return keys.containsAll(Set.of("mu", "nu")) || keys.containsAll(Set.of("count", "trace"));
  }

  private NamedTensor tensor(String name, Array array) {
    TensorShape shape;
    try {
      shape = new TensorShape(array.dims());
    } catch (IllegalArgumentException e) {
      return NamedTensor.unreadable(
          name, TensorShape.of(), "has an impossible shape " + array.dims());
    }
    Optional<ElementType> type = type(array.type());
    if (type.isEmpty()) {
      return NamedTensor.unreadable(name, shape, "type " + array.type() + " is not read");
    }
    int width = type.get().bytes();
    if (array.length() % width != 0 || array.length() / width != shape.size()) {
      String text = "its %d bytes are not %s numbers of type %s";
      return NamedTensor.unreadable(
          name, shape, text.formatted(array.length(), shape, array.type()));
    }
    FileStorage storage = FileStorage.littleEndian(file, array.offset(), shape.size(), type.get());
    return NamedTensor.of(name, TensorView.of(storage, shape));
  }

  /** NumPy's and JAX's names: {@code float32}, {@code bfloat16}, {@code float8_e4m3fn}. */
  private static Optional<ElementType> type(String name) {
    return ElementType.named(name.equals("float8_e4m3fn") ? "float8_e4m3" : name);
  }

  /** An array of more than a gigabyte: its shape, and its numbers in pieces. */
  private NamedTensor joined(String name, Branch parts) {
    TensorShape shape = TensorShape.of();
    try {
      shape = shape(part(parts, "shape"));
      List<TensorView> pieces = new ArrayList<>();
      for (Entry entry : inOrder(part(parts, "chunks"))) {
        pieces.add(piece(name, entry));
      }
      if (pieces.stream().map(piece -> piece.storage().precision()).distinct().count() > 1) {
        throw new IllegalArgumentException("they are of several types");
      }
      ChainedStorage storage = new ChainedStorage(pieces);
      if (storage.size() != shape.size()) {
        throw new IllegalArgumentException("they hold " + storage.size() + " numbers");
      }
      return NamedTensor.of(name, TensorView.of(storage, shape));
    } catch (IllegalArgumentException e) {
      return NamedTensor.unreadable(name, shape, "its pieces do not fit: " + e.getMessage());
    }
  }

  private static Entry part(Branch parts, String key) {
    return parts.entries().getOrDefault(key, new Plain());
  }

  private TensorView piece(String name, Entry entry) {
    NamedTensor piece =
        entry instanceof Array array
            ? tensor(name, array)
            : NamedTensor.unreadable(name, TensorShape.of(), "one is no array");
    return piece.view().orElseThrow(() -> new IllegalArgumentException(piece.reason()));
  }

  private static TensorShape shape(Entry entry) {
    List<Long> dims = new ArrayList<>();
    for (Entry dim : inOrder(entry)) {
      dims.add(dim instanceof Whole whole ? whole.value() : -1L);
    }
    return new TensorShape(dims);
  }

  /** The values of the keys 0, 1, 2 and so on, in whatever order they are. */
  private static List<Entry> inOrder(Entry entry) {
    Map<String, Entry> entries = entry instanceof Branch branch ? branch.entries() : Map.of();
    List<Entry> ordered = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry next = entries.get(String.valueOf(i));
      if (next == null) {
        throw new IllegalArgumentException("number " + i + " is missing");
      }
      ordered.add(next);
    }
    return ordered;
  }
}
