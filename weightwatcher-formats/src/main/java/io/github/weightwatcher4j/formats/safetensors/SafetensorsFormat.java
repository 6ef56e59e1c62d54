package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.WeightMap;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Safetensors: a file, the index of a model in several files, or the folder of a model or of a LoRA
 * adapter as Hugging Face lays it out.
 */
public final class SafetensorsFormat implements WeightFormat {

  private static final String FILE = ".safetensors";
  private static final String INDEX = ".safetensors.index.json";

  private static final List<String> USUAL =
      List.of("model", "adapter_model", "diffusion_pytorch_model");

  /** For {@link java.util.ServiceLoader}. */
  public SafetensorsFormat() {}

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public List<String> extensions() {
    return List.of(FILE, INDEX);
  }

  @Override
  public boolean recognizes(Probe probe) {
    if (probe.isFolder()) {
      return probe.names().stream().anyMatch(name -> name.endsWith(FILE) || name.endsWith(INDEX));
    }
    ByteBuffer head = probe.head();
    if (head.limit() < Long.BYTES + 2) {
      return false;
    }
    long length = head.getLong(0);
    byte second = head.get(Long.BYTES + 1);
    return length >= 2
        && length <= SafetensorsHeader.LONGEST
        && head.get(Long.BYTES) == '{'
        && (second == '"' || second == '}' || Character.isWhitespace(second));
  }

  @Override
  public Contents read(Path path) throws IOException {
    Path found = Files.isDirectory(path) ? modelIn(path) : path;
    ModelConfig config = ModelConfig.of(found);
    if (String.valueOf(found.getFileName()).endsWith(INDEX)) {
      return StateDict.contents(
          WeightMap.read(found).tensors(shard -> SafetensorsHeader.read(shard).tensors()), config);
    }
    SafetensorsHeader header = SafetensorsHeader.read(found);
    return LayerRecords.contents(FilePlace.of(found), header)
        .orElseGet(() -> StateDict.contents(header.tensors(), config));
  }

  /** The one model of a folder: an index before a file, the usual name before any other. */
  private static Path modelIn(Path folder) throws IOException {
    List<String> names =
        Probe.of(folder).names().stream()
            .filter(name -> name.endsWith(FILE) || name.endsWith(INDEX))
            .toList();
    return WeightMap.modelIn(folder, names, USUAL, List.of(INDEX, FILE), "safetensors files");
  }
}
