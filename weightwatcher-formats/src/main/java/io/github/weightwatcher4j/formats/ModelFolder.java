package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.formats.FolderFiles.NotRead;
import io.github.weightwatcher4j.model.Absence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models in a folder and in the folders in it: the components of a pipeline of diffusers, the
 * modules of sentence-transformers, or simply several models.
 *
 * @param path the folder
 * @param word what stands before the names of its layers, empty or ending with a slash
 * @param models the models that are read, one of each set of variants
 * @param notRead what is not read
 * @param folders the folders in it that hold models
 */
record ModelFolder(
    Path path,
    String word,
    List<ModelFiles> models,
    List<NotRead> notRead,
    List<ModelFolder> folders) {

  /** Copies the lists. */
  ModelFolder {
    models = List.copyOf(models);
    notRead = List.copyOf(notRead);
    folders = List.copyOf(folders);
  }

  /** The folder and those in it, as far as they hold models. */
  static ModelFolder of(Path folder, Recognition recognition) throws IOException {
    return new Walk(recognition).visit(folder, "", 0);
  }

  /** All models, of the folder first. */
  Stream<ModelFiles> all() {
    return Stream.concat(models.stream(), folders.stream().flatMap(ModelFolder::all));
  }

  /** All that is not read. */
  Stream<NotRead> allNotRead() {
    return Stream.concat(notRead.stream(), folders.stream().flatMap(ModelFolder::allNotRead));
  }

  private boolean holdsNothing() {
    return models.isEmpty() && notRead.isEmpty() && folders.isEmpty();
  }

  /** The walk through the folders; none is entered twice. */
  private static final class Walk {
    private static final int DEEPEST = 6;
    private static final int MOST_FOLDERS = 2_000;

    /** Folders of exports beside the weights that they were made from. */
    private static final Pattern EXPORT =
        Pattern.compile(
            "(?i)onnx|openvino|coreml|tflite|tf|flax|gguf|ggml|mlx|tensorrt|original|metal"
                + "|fp(8|16|32)|bf16|int[48]|quantized");

    /** The description of a pipeline, whose components lie in the folders. */
    private static final String PIPELINE = "model_index.json";

    private final Recognition recognition;
    private final Set<Path> visited = new HashSet<>();
    private boolean told;

    Walk(Recognition recognition) {
      this.recognition = recognition;
    }

    ModelFolder visit(Path given, String word, int depth) throws IOException {
      Path path = HubCache.snapshot(given);
      if (depth > DEEPEST || visited.size() >= MOST_FOLDERS) {
        return beyond(path, word);
      }
      if (!visited.add(path.toRealPath())) {
        return new ModelFolder(path, word, List.of(), List.of(), List.of());
      }
      Probe probe = Probe.of(path);
      if (recognition.byContent(probe).isEmpty()) {
        NotWeights.refuse(probe);
      }
      FolderFiles files = FolderFiles.of(probe, recognition);
      List<NotRead> notRead = new ArrayList<>(files.others());
      if (!path.equals(given)) {
        notRead.addAll(HubCache.unfinished(given));
      }
      List<ModelFolder> folders = folders(probe, word, depth, files, notRead);
      boolean pipeline = probe.names().contains(PIPELINE) && !folders.isEmpty();
      List<ModelFiles> models = pipeline ? List.of() : chosen(files.models());
      String instead = pipeline ? "the components in the folders are" : read(models);
      files.models().stream()
          .filter(model -> !models.contains(model))
          .forEach(model -> notRead.add(otherForm(model.name(), model, instead)));
      return new ModelFolder(path, word, models, notRead, folders);
    }

    /** A folder that is not looked into; said of the first. */
    private ModelFolder beyond(Path path, String word) {
      String reason =
          "not looked into, as is any folder after %d or %d deep; give it by itself"
              .formatted(MOST_FOLDERS, DEEPEST);
      List<NotRead> first = told ? List.of() : List.of(new NotRead("", reason));
      told = true;
      return new ModelFolder(path, word, List.of(), first, List.of());
    }

    private static String read(List<ModelFiles> models) {
      return models.isEmpty() ? "" : models.get(0).name() + " is";
    }

    private static NotRead otherForm(String name, ModelFiles model, String instead) {
      String text = "%s, not read: %s, and this may be the same in another form; give it by itself";
      return new NotRead(name, Absence.LEFT_OUT, text.formatted(model.format().name(), instead));
    }

    /** One of each set of variants, in the first of the formats. */
    private static List<ModelFiles> chosen(List<ModelFiles> models) {
      List<ModelFiles> chosen = new ArrayList<>();
      Set<String> stems = new HashSet<>();
      for (ModelFiles model : models) {
        boolean first = chosen.isEmpty();
        boolean other = !first && (chosen.get(0).isUsual() && model.isUsual());
        boolean format = first || model.format().equals(chosen.get(0).format());
        if (format && !other && stems.add(model.plainStem())) {
          chosen.add(model);
        }
      }
      return chosen;
    }

    /** The variables of a model of TensorFlow, which is read from the folder above. */
    private static boolean isOfSavedModel(Probe above, String name) {
      return name.equals("variables") && above.names().contains("saved_model.pb");
    }

    /** An export of what is read: of a format that is read, or of another program's. */
    private static void addExport(
        ModelFolder folder, String name, String instead, List<NotRead> notRead) {
      folder.all().limit(1).forEach(it -> notRead.add(otherForm(name, it, instead)));
      if (folder.all().findAny().isEmpty()) {
        folder
            .allNotRead()
            .forEach(
                it -> notRead.add(new NotRead(name + it.name(), Absence.LEFT_OUT, it.reason())));
      }
    }

    private List<ModelFolder> folders(
        Probe probe, String word, int depth, FolderFiles files, List<NotRead> notRead)
        throws IOException {
      List<ModelFolder> folders = new ArrayList<>();
      for (String name : probe.folders()) {
        if (name.startsWith(".") || isOfSavedModel(probe, name)) {
          continue;
        }
        try {
          ModelFolder folder = visit(probe.path().resolve(name), word + name + "/", depth + 1);
          if (!files.models().isEmpty() && EXPORT.matcher(name).matches()) {
            addExport(folder, name + "/", read(files.models()), notRead);
          } else if (!folder.holdsNothing()) {
            folders.add(folder);
          }
        } catch (WeightFileException e) {
          notRead.add(NotRead.of(name + "/", probe.path().resolve(name), e));
        } catch (IOException e) {
          Path inner = probe.path().resolve(name);
          WeightFileException told =
              FilePlace.of(inner).failure("opened", e, "check its permissions");
          notRead.add(NotRead.of(name + "/", inner, told));
        }
      }
      return folders;
    }
  }
}
