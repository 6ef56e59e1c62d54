package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import io.github.weightwatcher4j.model.Absence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keras: HDF5 files of weights or of whole models, of every version, and {@code .keras} archives.
 * An HDF5 file that is not Keras's is read by the names of its datasets.
 */
public final class KerasFormat implements WeightFormat {

  private static final String OPTIMIZER = "it is the optimizer's";

  private static final String WEIGHTS = "model.weights.h5";
  private static final String CONFIG = "config.json";
  private static final int LONGEST_CONFIG = 1 << 24;

  /** For {@link java.util.ServiceLoader}. */
  public KerasFormat() {}

  @Override
  public String name() {
    return "Keras";
  }

  @Override
  public List<String> extensions() {
    return List.of(".keras", ".h5", ".hdf5");
  }

  /** HDF5 is said by ends that other programs use too. */
  @Override
  public List<String> ownExtensions() {
    return List.of(".keras", ".h5", ".hdf5");
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    return probe.startsWith((byte) 0x89, (byte) 'H', (byte) 'D', (byte) 'F')
        || ZipArchive.glance(probe).filter(zip -> zip.find(WEIGHTS).isPresent()).isPresent();
  }

  @Override
  public Contents read(Path path) throws IOException {
    if (!Probe.of(path).startsWith((byte) 'P', (byte) 'K')) {
      return contents(Region.of(path), Optional.empty());
    }
    ZipArchive archive = ZipArchive.read(path);
    ZipMember weights =
        archive
            .find(WEIGHTS)
            .orElseThrow(
                () ->
                    FilePlace.of(path)
                        .problem("holds no " + WEIGHTS, "is it really a Keras file?"));
    Optional<String> config = Optional.empty();
    if (archive.find(CONFIG).isPresent()) {
      byte[] json = archive.find(CONFIG).get().bytes(LONGEST_CONFIG);
      config = Optional.of(new String(json, StandardCharsets.UTF_8));
    }
    return contents(Region.of(weights), config);
  }

  private static Contents contents(Region region, Optional<String> json) throws IOException {
    return Hdf5.guarded(
        region,
        () -> {
          try (Hdf5 file = new Hdf5(region)) {
            return contents(file, region, json);
          }
        });
  }

  private static Contents contents(Hdf5 file, Region region, Optional<String> json)
      throws IOException {
    KerasConfig config =
        json.or(() -> file.texts(file.root(), "model_config").map(t -> String.join("", t)))
            .map(KerasConfig::of)
            .orElseGet(KerasConfig::none);
    Optional<List<Variable>> legacy = LegacyLayout.variables(file, region, config);
    List<Variable> variables =
        legacy.isPresent() ? legacy.get() : ObjectLayout.variables(file, region, config);
    if (variables.isEmpty() && legacy.isEmpty()) {
      return StateDict.contents(datasets(file, region));
    }
    return new Contents(
        variables.stream().map(Variable::tensor).toList(), KerasLayers.of(variables));
  }

  private static List<NamedTensor> datasets(Hdf5 file, Region region) throws IOException {
    Hdf5Tensors tensors = new Hdf5Tensors(region, file);
    List<NamedTensor> found = new ArrayList<>();
    for (Map.Entry<List<String>, Hdf5Node> entry : file.datasets(file.root()).entrySet()) {
      NamedTensor tensor = tensors.tensor(String.join("/", entry.getKey()), entry.getValue());
      String reason = notWeights(entry.getKey());
      found.add(
          reason.isEmpty()
              ? tensor
              : NamedTensor.unreadable(
                  tensor.name(),
                  tensor.shape(),
                  reason.equals(OPTIMIZER) ? Absence.NO_WEIGHTS : Absence.UNREAD,
                  reason));
    }
    return found;
  }

  /** Why a dataset is no layer of a model, told by its path; empty text where it may be one. */
  private static String notWeights(List<String> path) {
    if (path.get(0).matches("optimizer(_weights)?")) {
      return OPTIMIZER;
    }
    return path.get(path.size() - 1).matches("lora_\\w+_[ab](:\\d+)?")
        ? "half of a low-rank update, whose kernel is in another file; merge them in Keras"
        : "";
  }
}
