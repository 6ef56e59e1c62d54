package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedFiles;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * A distributed checkpoint: its metadata lists the chunks of each tensor, by where they begin, and
 * the file, the offset and the length of each. A chunk is a file of {@code torch.save} of its own.
 */
final class DistributedCheckpoint {

  /** The file that tells where everything is. */
  static final String METADATA = ".metadata";

  private final NamedFiles files;
  private final Map<Place, Map<?, ?>> places = new HashMap<>();

  private DistributedCheckpoint(Path metadata) {
    this.files = NamedFiles.of(FilePlace.of(metadata));
  }

  /** A chunk by the tensor's name and where it begins; nowhere where the tensor is no tensor. */
  private record Place(String name, List<Long> offsets) {}

  /** The model of a checkpoint. */
  static Checkpoint read(Path metadata) throws IOException {
    FilePlace place = FilePlace.of(metadata);
    Map<?, ?> described;
    try (FileChannel channel = FileChannel.open(metadata)) {
      described = attributes(Pickle.read(place, channel, 0).value());
    }
    if (!(described.get("state_dict_metadata") instanceof Map<?, ?> tensors)
        || !(described.get("storage_data") instanceof Map<?, ?> storages)) {
      throw place.problem(
          "does not describe a distributed checkpoint of PyTorch", "check what it is");
    }
    Map<Object, @Nullable Object> tree =
        new DistributedCheckpoint(metadata).tree(tensors, storages, described.get("planner_data"));
    Storages none =
        (storage, type) -> {
          throw new UnreadableTensorException("has its numbers in another file");
        };
    return Checkpoint.of(place, tree, none).requireTensors(place, "describes no tensors");
  }

  private static Map<?, ?> attributes(@Nullable Object value) {
    return value instanceof PickleObject object && object.state() instanceof Map<?, ?> state
        ? state
        : Map.of();
  }

  /** The dictionaries that were saved, whose names are joined by dots. */
  private Map<Object, @Nullable Object> tree(
      Map<?, ?> tensors, Map<?, ?> storages, @Nullable Object paths) {
    storages.forEach(
        (index, info) -> {
          Map<?, ?> key = attributes(index);
          if (key.get("fqn") instanceof String name) {
            places.put(new Place(name, integers(key.get("offset"))), attributes(info));
          }
        });
    Map<Object, @Nullable Object> tree = new LinkedHashMap<>();
    tensors.forEach(
        (key, description) -> {
          String name = String.valueOf(key);
          Object path = paths instanceof Map<?, ?> known ? known.get(key) : null;
          put(tree, path(name, path), name, tensor(name, attributes(description)));
        });
    return tree;
  }

  private static List<?> path(String name, @Nullable Object path) {
    if (path instanceof Object[] components && components.length > 0) {
      return Arrays.asList(components);
    }
    int dot = name.indexOf('.');
    return dot > 0 && Training.isName(name.substring(0, dot))
        ? List.of(name.substring(0, dot), name.substring(dot + 1))
        : List.of(name);
  }

  @SuppressWarnings("unchecked")
  private static void put(
      Map<Object, @Nullable Object> tree, List<?> path, String name, @Nullable Object value) {
    Map<Object, @Nullable Object> inner = tree;
    for (Object component : path.subList(0, path.size() - 1)) {
      Object key = String.valueOf(component);
      Object next = inner.computeIfAbsent(key, k -> new LinkedHashMap<Object, @Nullable Object>());
      if (!(next instanceof Map)) {
        tree.put(name, value); // one of the names is that of a tensor: as it is called
        return;
      }
      inner = (Map<Object, @Nullable Object>) next;
    }
    inner.put(String.valueOf(path.get(path.size() - 1)), value);
  }

  /** A tensor; a text in place of another object, whose key alone may count. */
  private Object tensor(String name, Map<?, ?> description) {
    if (!(description.get("chunks") instanceof List<?> chunks)) {
      return name;
    }
    try {
      TensorShape shape = new TensorShape(Arguments.integers(description.get("size")));
      List<JoinedTensor.Piece> pieces = new ArrayList<>();
      for (Object chunk : chunks) {
        Map<?, ?> box = attributes(chunk);
        List<Long> offsets = Arguments.integers(box.get("offsets"));
        TensorShape size = new TensorShape(Arguments.integers(box.get("sizes")));
        pieces.add(new JoinedTensor.Piece(offsets, item(new Place(name, offsets), size)));
      }
      return new JoinedTensor(shape, shape, pieces);
    } catch (PickleException | IllegalArgumentException | ArithmeticException e) {
      return TorchTensor.unreadable("is described by impossible numbers");
    }
  }

  private TorchTensor item(Place place, TensorShape shape) {
    Map<?, ?> info = places.getOrDefault(place, places.getOrDefault(alone(place), Map.of()));
    Object file = info.get("relative_path");
    if (!(file instanceof String name)) {
      return TorchTensor.unreadable("is stored nowhere");
    }
    if (info.get("transform_descriptors") instanceof List<?> list && !list.isEmpty()) {
      return TorchTensor.unreadable("is packed by " + FilePlace.printable(list.get(0) + ""));
    }
    @Nullable Object[] numbers = {info.get("offset"), info.get("length")};
    return new Item(
        files, name, Arguments.integer(numbers, 0), Arguments.integer(numbers, 1), shape);
  }

  private static Place alone(Place place) {
    return new Place(place.name, List.of());
  }

  private static List<Long> integers(@Nullable Object value) {
    try {
      return value == null ? List.of() : Arguments.integers(value);
    } catch (PickleException e) {
      return List.of(-1L); // of no chunk
    }
  }

  /**
   * A chunk in a file of parts.
   *
   * @param files those that the metadata names
   * @param fileName of the file
   * @param start where it begins, in bytes
   * @param length how many bytes it has
   * @param shape lengths of its axes, as the metadata has them
   */
  private record Item(NamedFiles files, String fileName, long start, long length, TensorShape shape)
      implements TorchTensor {
    @Override
    public NamedTensor named(String name, Storages storages) throws IOException {
      try {
        Path file = files.beside(fileName);
        if (!Files.isRegularFile(file)) {
          String reason = "is in " + FilePlace.quoted(fileName) + ", which is not there";
          return NamedTensor.unreadable(name, shape, reason);
        }
        ZipArchive archive = ZipArchive.within(file, start, length);
        List<NamedTensor> found = ZipCheckpoint.read(archive).model();
        if (found.size() == 1 && found.get(0).shape().equals(shape)) {
          return found.get(0).renamed(name);
        }
        return NamedTensor.unreadable(name, shape, "is not what the metadata says");
      } catch (WeightFileException e) {
        return NamedTensor.unreadable(name, shape, "cannot be read: " + e.getMessage());
      }
    }
  }
}
