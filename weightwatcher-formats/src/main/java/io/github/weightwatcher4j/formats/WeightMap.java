package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The index of a model in several files, as Hugging Face writes it beside them: {@code
 * {"weight_map": {tensor: file}}}. All files lie in the folder of the index.
 */
public final class WeightMap {

  /** Longest index in bytes. */
  private static final long LONGEST = 100_000_000;

  private static final int MOST_SHARDS = 10_000;

  private static final String END = ".index.json";
  private static final Pattern VARIANT = Pattern.compile("\\.index\\.\\w+\\.json$");

  private final Path index;
  private final Map<String, String> files;
  private final NamedFiles named;

  private WeightMap(Path index, Map<String, String> files) {
    this.index = index;
    this.files = files;
    this.named = NamedFiles.of(FilePlace.of(index));
  }

  /**
   * Reads an index.
   *
   * @throws WeightFileException where it is damaged, or points out of its folder
   */
  public static WeightMap read(Path index) throws IOException {
    FilePlace place = FilePlace.of(index);
    if (Files.size(index) > LONGEST) {
      throw place.problem("is longer than 100 MB", "is it really an index?");
    }
    Map<String, String> files = new LinkedHashMap<>();
    try (JsonInput json = JsonInput.open(place, 0, FileWindow.stream(index))) {
      json.object(
          key -> {
            if (key.equals("weight_map")) {
              json.object(tensor -> files.put(tensor, json.text(tensor)));
            } else {
              json.skip();
            }
          });
      json.requireEnd();
    }
    if (files.isEmpty()) {
      throw place.problem("has no weight_map, or an empty one", "download the index again");
    }
    return new WeightMap(index, files);
  }

  /** Whether a file is called as an index is, {@code model.safetensors.index.json}. */
  public static boolean isIndex(Path file) {
    return withoutVariant(String.valueOf(file.getFileName())).endsWith(END);
  }

  /** A name, with {@code .index.json} for the {@code .index.fp16.json} of a variant of a model. */
  static String withoutVariant(String name) {
    return VARIANT.matcher(name).replaceFirst(END);
  }

  /** File names by tensor names, in the order of the index. */
  public Map<String, String> files() {
    return Collections.unmodifiableMap(files);
  }

  /**
   * The files, each once, in the order of the index.
   *
   * @throws WeightFileException where one is missing or lies elsewhere
   */
  public List<Path> shards() throws IOException {
    List<Path> shards = new ArrayList<>();
    for (String name : new LinkedHashSet<>(files.values())) {
      if (shards.size() == MOST_SHARDS) {
        throw FilePlace.of(index).problem("names more than " + MOST_SHARDS + " files", "check it");
      }
      shards.add(shard(name));
    }
    return shards;
  }

  /** Reads the tensors of one file. */
  @FunctionalInterface
  public interface ShardReader {
    /**
     * The tensors of a file of the index.
     *
     * @throws IOException where the file cannot be read
     */
    List<NamedTensor> tensors(Path shard) throws IOException;
  }

  /**
   * The tensors that the index names, in its order.
   *
   * @throws WeightFileException where one is not where it should be
   */
  public List<NamedTensor> tensors(ShardReader reader) throws IOException {
    Map<String, Map<String, NamedTensor>> shards = new HashMap<>();
    for (Path shard : shards()) {
      Map<String, NamedTensor> tensors = new HashMap<>();
      reader.tensors(shard).forEach(tensor -> tensors.put(tensor.name(), tensor));
      shards.put(String.valueOf(shard.getFileName()), tensors);
    }
    return files.entrySet().stream()
        .map(entry -> tensor(entry.getKey(), entry.getValue(), shards))
        .toList();
  }

  /**
   * The tensors of a model in several files without an index, in the order of the files.
   *
   * @throws WeightFileException where two files hold a tensor of the same name
   */
  public static List<NamedTensor> joined(List<Path> parts, ShardReader reader) throws IOException {
    Map<String, Path> files = new HashMap<>();
    List<NamedTensor> tensors = new ArrayList<>();
    for (Path part : parts) {
      for (NamedTensor tensor : reader.tensors(part)) {
        Path other = files.putIfAbsent(tensor.name(), part);
        if (other != null) {
          throw FilePlace.of(part)
              .tensor(tensor.name())
              .problem(
                  "is in " + other.getFileName() + " too: these are no parts of one model",
                  "give one of the files");
        }
        tensors.add(tensor);
      }
    }
    return tensors;
  }

  private NamedTensor tensor(
      String name, String file, Map<String, Map<String, NamedTensor>> shards) {
    NamedTensor tensor = shards.getOrDefault(file, Map.of()).get(name);
    if (tensor == null) {
      throw FilePlace.of(index)
          .tensor(name)
          .problem(
              "is not in " + file + ", where it should be",
              "download the index and the files again");
    }
    return tensor;
  }

  private Path shard(String name) throws IOException {
    FilePlace place = FilePlace.of(index);
    Path path = named.beside(name);
    Optional<IOException> obstacle = Elsewhere.obstacle(path);
    if (obstacle.isPresent() && !(obstacle.get() instanceof NoSuchFileException)) {
      throw FilePlace.of(path).failure("opened", obstacle.get(), "check its permissions");
    }
    if (!Files.isRegularFile(path)) {
      throw place.problem(
          "the file " + FilePlace.quoted(name) + " that it names is not there",
          "download that file too, or pass one of the existing files instead of the index");
    }
    Probe probe = Probe.of(path);
    NotWeights.requireFinished(probe);
    NotWeights.refuse(probe);
    return path;
  }
}
