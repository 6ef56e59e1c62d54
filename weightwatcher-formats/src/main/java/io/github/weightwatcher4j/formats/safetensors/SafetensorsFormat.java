package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.AdapterConfig;
import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.PartedFormat;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightMap;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Safetensors: a file, a model in several files, or the index of one. */
public final class SafetensorsFormat implements PartedFormat {

  private static final String FILE = ".safetensors";
  private static final String INDEX = ".safetensors.index.json";

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
  public List<String> ownExtensions() {
    return List.of(FILE);
  }

  @Override
  public boolean recognizes(Probe probe) {
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
    ModelConfig config = ModelConfig.of(path);
    if (WeightMap.isIndex(path)) {
      return StateDict.contents(WeightMap.read(path).tensors(SafetensorsFormat::tensors), config);
    }
    SafetensorsHeader header = SafetensorsHeader.read(path);
    Contents contents =
        LayerRecords.contents(FilePlace.of(path), header)
            .orElseGet(() -> StateDict.contents(header.tensors(), config));
    String lora = header.metadata().get(AdapterConfig.PIPELINE);
    return lora == null ? contents : contents.withLora(AdapterConfig.ofPipeline(path, lora));
  }

  @Override
  public Contents read(List<Path> parts) throws IOException {
    return StateDict.contents(
        WeightMap.joined(parts, SafetensorsFormat::tensors), ModelConfig.of(parts.get(0)));
  }

  private static List<NamedTensor> tensors(Path file) throws IOException {
    return SafetensorsHeader.read(file).tensors();
  }
}
