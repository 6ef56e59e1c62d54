package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model in several files: {@code model.safetensors.index.json} tells which tensor is where. */
final class ShardIndex {

  private final FilePlace place;
  private final WeightMap map;

  private ShardIndex(FilePlace place, WeightMap map) {
    this.place = place;
    this.map = map;
  }

  static ShardIndex read(Path index) throws IOException {
    return new ShardIndex(FilePlace.of(index), WeightMap.read(index));
  }

  /** The tensors that the index names, in its order. */
  List<NamedTensor> tensors() throws IOException {
    Map<String, Map<String, NamedTensor>> shards = new HashMap<>();
    for (Path shard : map.shards()) {
      Map<String, NamedTensor> tensors = new HashMap<>();
      SafetensorsHeader.read(shard).tensors().forEach(t -> tensors.put(t.name(), t));
      shards.put(String.valueOf(shard.getFileName()), tensors);
    }
    return map.files().entrySet().stream()
        .map(entry -> tensor(entry.getKey(), entry.getValue(), shards))
        .toList();
  }

  private NamedTensor tensor(
      String name, String file, Map<String, Map<String, NamedTensor>> shards) {
    NamedTensor tensor = shards.getOrDefault(file, Map.of()).get(name);
    if (tensor == null) {
      throw place
          .tensor(name)
          .problem("is not in " + file + ", where it should be", "get index and files again");
    }
    return tensor;
  }
}
