package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.PartedFormat;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightMap;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * PyTorch: what {@code torch.save} writes, in either of its formats, state dictionaries, training
 * checkpoints and whole modules; TorchScript programs; models in several files, or the index of
 * one.
 */
public final class TorchFormat implements PartedFormat {

  private static final List<String> FILES = List.of(".pt", ".pth", ".bin", ".ckpt", ".th");
  private static final String INDEX = ".bin.index.json";

  /** For {@link java.util.ServiceLoader}. */
  public TorchFormat() {}

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public List<String> extensions() {
    return Stream.concat(FILES.stream(), Stream.of(INDEX)).toList();
  }

  /** Without those that other programs use too. */
  @Override
  public List<String> ownExtensions() {
    return List.of(".pt", ".pth", ".th");
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    return LegacyCheckpoint.isOne(probe)
        || ZipArchive.glance(probe).filter(ZipCheckpoint::isOne).isPresent();
  }

  @Override
  public Contents read(Path path) throws IOException {
    return WeightMap.isIndex(path)
        ? StateDict.contents(
            WeightMap.read(path).tensors(TorchFormat::tensors), ModelConfig.of(path))
        : checkpoint(path).contents(ModelConfig.of(path));
  }

  @Override
  public Contents read(List<Path> parts) throws IOException {
    return StateDict.contents(
        WeightMap.joined(parts, TorchFormat::tensors), ModelConfig.of(parts.get(0)));
  }

  private static List<NamedTensor> tensors(Path file) throws IOException {
    return checkpoint(file).model();
  }

  private static Checkpoint checkpoint(Path file) throws IOException {
    ModelParallel.requireWhole(file);
    Probe probe = Probe.of(file);
    if (ZipArchive.isOne(probe)) {
      return ZipCheckpoint.read(ZipArchive.read(file));
    }
    if (LegacyCheckpoint.isOne(probe)) {
      return LegacyCheckpoint.read(file);
    }
    if (PickleFormat.isPickle(probe)) {
      return PickleFormat.checkpoint(file);
    }
    throw FilePlace.of(file)
        .problem(
            "is neither of the formats of torch.save",
            "save the model's state_dict() with torch.save, or check what it is");
  }
}
