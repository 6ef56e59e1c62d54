package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Understands weight files and folders, given as {@link Path} or {@link File}, in every {@link
 * WeightFormat} on the class path. A name that ends with a format's {@linkplain
 * WeightFormat#ownExtensions own end} is believed; else the content decides, so that a file of any
 * name is read; else the end of the name, so that a damaged file is reported and not passed over.
 */
public final class WeightFileAdapter implements ModelAdapter {

  private static final int MOST_REASONS = 5;

  /** For {@link ServiceLoader}. */
  public WeightFileAdapter() {}

  /** The formats on the class path, in the order in which they are asked. */
  public static List<WeightFormat> formats() {
    return ServiceLoader.load(WeightFormat.class, WeightFileAdapter.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @Override
  public String understands() {
    return "weight files: "
        + formats().stream().map(WeightFormat::name).collect(Collectors.joining(", "));
  }

  /**
   * The file as a model; empty where it is none of the formats.
   *
   * @throws WeightFileException where the file cannot be opened, is empty or holds another format
   *     than its name says, or where there is no weight file in a folder
   * @throws java.util.concurrent.CancellationException where the thread is interrupted
   */
  @Override
  public Optional<ModelSource> open(Object model) {
    Object path = model instanceof File file ? file.toPath() : model;
    if (path instanceof Path file) {
      Elsewhere.obstacle(file)
          .ifPresent(
              e -> {
                throw FilePlace.of(file).failure("opened", e, "check its permissions");
              });
    }
    return path instanceof Path file && isFileOrFolder(file) ? recognize(file) : Optional.empty();
  }

  /** Not a pipe or a terminal, of which the first look would wait for ever. */
  private static boolean isFileOrFolder(Path path) {
    return Files.isRegularFile(path) || Files.isDirectory(path);
  }

  private static Optional<ModelSource> recognize(Path path) {
    return Guard.reading(path, "weight", () -> recognized(path));
  }

  private static Optional<ModelSource> recognized(Path path) {
    Recognition recognition = new Recognition(formats());
    try {
      return Files.isDirectory(path)
          ? Optional.of(new WeightFile(path, folder(path, recognition)))
          : recognition.of(Probe.of(path)).map(format -> new WeightFile(path, alone(path, format)));
    } catch (IOException e) {
      throw FilePlace.of(path).failure("opened", e, "check its permissions");
    }
  }

  /** A format whose models come in parts reads one of them alone, and says so. */
  private static WeightFormat alone(Path path, WeightFormat format) {
    return ModelParts.Part.of(String.valueOf(path.getFileName())).count() > 1
            && format instanceof PartedFormat parted
            && !parted.findsParts()
        ? new LonePart(parted)
        : format;
  }

  private static WeightFormat folder(Path path, Recognition recognition) throws IOException {
    ModelFolder folder = ModelFolder.of(path, recognition);
    if (folder.all().findAny().isPresent()) {
      return new FolderModel(folder);
    }
    FilePlace place = FilePlace.of(path);
    List<String> others =
        folder.allNotRead().map(it -> it.name() + ": " + it.reason()).limit(MOST_REASONS).toList();
    if (!others.isEmpty()) {
      throw place.problem(
          "there is no weight file that is read in this folder", String.join("; ", others));
    }
    String known =
        recognition.formats().stream()
            .flatMap(format -> format.extensions().stream())
            .distinct()
            .collect(Collectors.joining(" "));
    throw place.problem("there is no weight file in this folder", "known are " + known);
  }
}
