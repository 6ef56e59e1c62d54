package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Understands the files, given as {@link Path} or {@link File}, that {@code
 * ModelSerializer.writeModel} writes. They are recognized by their content and read when the layers
 * are asked for. The updater is not loaded, and no Java object is deserialized.
 *
 * <p>A damaged file is reported by {@link ModelFileException} when its layers are asked for.
 */
public final class ModelFileAdapter implements ModelAdapter {

  /** For {@link java.util.ServiceLoader}. */
  public ModelFileAdapter() {}

  @Override
  public String understands() {
    return "files of DL4J's ModelSerializer";
  }

  @Override
  public Optional<ModelSource> open(Object model) {
    Object path = model instanceof File file ? file.toPath() : model;
    return path instanceof Path file && isOnDisk(file) ? recognize(file) : Optional.empty();
  }

  /** Neither DL4J nor ND4J can read from another file system, a path inside a zip file say. */
  private static boolean isOnDisk(Path path) {
    return path.getFileSystem() == FileSystems.getDefault() && Files.isRegularFile(path);
  }

  private static Optional<ModelSource> recognize(Path file) {
    try {
      return SerializedNetwork.isOne(file)
          ? Optional.of(new ModelFile(file, SerializedNetwork::read, SerializedNetwork.ADVICE))
          : Optional.empty();
    } catch (IOException e) {
      throw new ModelFileException(file, "cannot be read; check that it is readable", e);
    }
  }
}
