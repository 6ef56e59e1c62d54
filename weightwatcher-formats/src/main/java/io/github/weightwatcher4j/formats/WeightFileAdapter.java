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
 * WeightFormat} on the class path: by content first, so that a renamed file is read all the same;
 * then by the end of the name, so that a damaged file is reported and not passed over.
 */
public final class WeightFileAdapter implements ModelAdapter {

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
   * @throws WeightFileException where the file cannot be opened or is empty, or where there is no
   *     weight file in a folder
   */
  @Override
  public Optional<ModelSource> open(Object model) {
    Object path = model instanceof File file ? file.toPath() : model;
    return path instanceof Path file && isFileOrFolder(file) ? recognize(file) : Optional.empty();
  }

  /** Not a pipe or a terminal, of which the first look would wait for ever. */
  private static boolean isFileOrFolder(Path path) {
    return Files.isRegularFile(path) || Files.isDirectory(path);
  }

  private static Optional<ModelSource> recognize(Path path) {
    try {
      Probe probe = Probe.of(path);
      List<WeightFormat> formats = formats();
      Optional<WeightFormat> format = byContent(formats, probe).or(() -> byName(formats, probe));
      if (format.isEmpty()) {
        refuseNothing(formats, probe);
      }
      return format.map(found -> new WeightFile(path, found));
    } catch (IOException e) {
      throw FilePlace.of(path).problem("cannot be opened (" + e + ")", "check its permissions", e);
    }
  }

  private static Optional<WeightFormat> byContent(List<WeightFormat> formats, Probe probe)
      throws IOException {
    for (WeightFormat format : formats) {
      if (format.recognizes(probe)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private static Optional<WeightFormat> byName(List<WeightFormat> formats, Probe probe) {
    return probe.isFolder()
        ? Optional.empty()
        : formats.stream()
            .filter(format -> format.extensions().stream().anyMatch(probe::nameEndsWith))
            .findFirst();
  }

  private static void refuseNothing(List<WeightFormat> formats, Probe probe) {
    FilePlace place = FilePlace.of(probe.path());
    if (probe.isFolder()) {
      String known =
          formats.stream()
              .flatMap(format -> format.extensions().stream())
              .distinct()
              .collect(Collectors.joining(" "));
      throw place.problem("there is no weight file in this folder", "known are " + known);
    }
    if (probe.size() == 0) {
      throw place.problem("the file is empty", "download it again");
    }
  }
}
