package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.formats.FolderFiles.NotRead;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All models of a folder as one: the layers of each with its folder before their names, {@code
 * unet/mid_block.attn}, and a layer without a matrix for whatever is not read, with the reason. The
 * format of a folder is that of its files.
 */
final class FolderModel implements WeightFormat {

  private final ModelFolder folder;

  FolderModel(ModelFolder folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder
        .all()
        .map(model -> model.format().name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<String> extensions() {
    return List.of();
  }

  @Override
  public boolean recognizes(Probe probe) {
    return false;
  }

  @Override
  public Contents read(Path path) throws IOException {
    boolean alone =
        folder.models().size() == 1
            && folder.all().count() == 1
            && folder.allNotRead().findAny().isEmpty();
    if (alone) {
      return folder.models().get(0).read();
    }
    Reading reading = new Reading();
    reading.add(folder, Set.of());
    return reading.contents();
  }

  /** What has been read so far. */
  private static final class Reading {
    private final LayerList layers = new LayerList();
    private final List<NamedTensor> tensors = new ArrayList<>();
    private final List<NotRead> notRead = new ArrayList<>();
    private Optional<WeightFileException> failure = Optional.empty();
    private Optional<LoraSettings> lora = Optional.empty();
    private int index;

    /** Reads the models of a folder, then those of the folders in it. */
    void add(ModelFolder folder, Set<String> above) {
      folder.notRead().forEach(it -> note(folder, it));
      Map<ModelFiles, Contents> contents = new LinkedHashMap<>();
      for (ModelFiles model : folder.models()) {
        read(folder, model).ifPresent(it -> contents.put(model, it));
      }
      Set<String> here = new HashSet<>();
      boolean usual = folder.models().stream().limit(1).anyMatch(ModelFiles::isUsual);
      if (usual || !areOneModel(folder, contents)) {
        contents.forEach((model, it) -> add(folder, model, it, above, here));
      }
      folder.folders().forEach(inner -> add(inner, here.isEmpty() ? above : here));
    }

    private Optional<Contents> read(ModelFolder folder, ModelFiles model) {
      try {
        return Optional.of(Guard.reading(model.files().get(0), model.format().name(), model::read));
      } catch (WeightFileException e) {
        fail(folder, model.name(), model.files().get(0), e);
        return Optional.empty();
      }
    }

    /** Whether two files have the same tensors and nothing tells which is meant. */
    private boolean areOneModel(ModelFolder folder, Map<ModelFiles, Contents> contents) {
      Set<String> known = new HashSet<>();
      for (Contents one : contents.values()) {
        Set<String> names = names(one);
        if (isSame(names, known)) {
          List<String> files = contents.keySet().stream().map(ModelFiles::name).toList();
          WeightFileException choose =
              FilePlace.of(folder.path())
                  .problem(
                      "holds %d files, some of the same tensors, none with a usual name"
                          .formatted(files.size()),
                      "give one of them: " + Names.few(files));
          fail(folder, "", folder.path(), choose);
          return true;
        }
        known.addAll(names);
      }
      return false;
    }

    private void add(
        ModelFolder folder,
        ModelFiles model,
        Contents contents,
        Set<String> above,
        Set<String> here) {
      Set<String> names = names(contents);
      if (isSame(names, above) || isSame(names, here)) {
        String reason = "not read: a copy or another state of what is read, tensor by tensor";
        note(folder, new NotRead(model.name(), Absence.LEFT_OUT, reason + "; give it by itself"));
        return;
      }
      boolean main = folder.models().size() == 1 || (model.isUsual() && here.isEmpty());
      String word = folder.word() + (main ? "" : model.stem() + "/");
      contents.tensors().forEach(tensor -> tensors.add(tensor.renamed(word + tensor.name())));
      lora = lora.or(contents::lora);
      int offset = index;
      for (Layer layer : contents.layers()) {
        layers.add(word, offset, layer);
        index = Math.max(index, offset + layer.info().index() + 1);
      }
      here.addAll(names);
    }

    private static Set<String> names(Contents contents) {
      return contents.tensors().stream().map(NamedTensor::toString).collect(Collectors.toSet());
    }

    /** Whether more than half of the tensors of the smaller are in the other, by name and shape. */
    private static boolean isSame(Set<String> names, Set<String> others) {
      long common = names.stream().filter(others::contains).count();
      return common * 2 > Math.min(names.size(), others.size());
    }

    private void fail(ModelFolder folder, String name, Path path, WeightFileException e) {
      failure = failure.or(() -> Optional.of(e));
      note(folder, NotRead.of(name, path, e));
    }

    private void note(ModelFolder folder, NotRead it) {
      String shown = folder.word() + it.name();
      String root = String.valueOf(folder.path().getFileName());
      notRead.add(new NotRead(shown.isEmpty() ? root : shown, it.absence(), it.reason()));
    }

    Contents contents() {
      if (tensors.isEmpty() && failure.isPresent()) {
        throw failure.get();
      }
      for (NotRead it : notRead) {
        layers.add(index++, it.name(), LayerType.OTHER, it.absence(), it.reason());
      }
      return new Contents(tensors, layers.layers(), lora);
    }
  }
}
