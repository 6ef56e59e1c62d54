package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.WeightMap;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * PyTorch: what {@code torch.save} writes, in either of its formats, state dictionaries, training
 * checkpoints and whole modules; TorchScript programs; the index of a model in several files; the
 * folder of one as Hugging Face lays it out.
 */
public final class TorchFormat implements WeightFormat {

  private static final List<String> FILES = List.of(".pt", ".pth", ".bin", ".ckpt", ".th");
  private static final String INDEX = ".bin.index.json";
  private static final List<String> USUAL =
      List.of("pytorch_model", "adapter_model", "diffusion_pytorch_model");

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

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    if (probe.isFolder()) {
      return probe.names().stream().anyMatch(TorchFormat::isWeights);
    }
    return LegacyCheckpoint.isOne(probe)
        || ZipArchive.glance(probe).filter(ZipCheckpoint::isOne).isPresent();
  }

  /** Whether a file in a folder is one; {@code .bin} may be anything, but for the usual names. */
  private static boolean isWeights(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(INDEX)
        || lower.matches(".*\\.(pt|pth|ckpt|th)")
        || USUAL.stream().anyMatch(usual -> lower.equals(usual + ".bin"));
  }

  @Override
  public Contents read(Path path) throws IOException {
    Path found = Files.isDirectory(path) ? modelIn(path) : path;
    if (String.valueOf(found.getFileName()).endsWith(INDEX)) {
      List<NamedTensor> tensors = WeightMap.read(found).tensors(shard -> checkpoint(shard).model());
      return StateDict.contents(tensors);
    }
    return checkpoint(found).contents();
  }

  /** The one model of a folder: an index before a file, a usual name before any other. */
  private static Path modelIn(Path folder) throws IOException {
    List<String> names = Probe.of(folder).names().stream().filter(TorchFormat::isWeights).toList();
    ModelParallel.requireWhole(folder, names);
    return WeightMap.modelIn(folder, names, USUAL, List.of(INDEX, ".bin"), "files of PyTorch");
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
