package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A saved network. The file is read when its layers are first asked for, whole, because the formats
 * keep all parameters in one stream; the network stays in memory as long as this object does.
 */
final class ModelFile implements ModelSource {

  /** Reads a network out of a file. */
  @FunctionalInterface
  interface Reader {
    /**
     * The network, without its updater.
     *
     * @throws IOException where the file cannot be read
     */
    Network read(Path file) throws IOException;
  }

  private final Path file;
  private final Reader reader;
  private final String advice;
  private @Nullable List<Layer> layers;

  /** A file, how to read it and what a user can do where that fails. */
  ModelFile(Path file, Reader reader, String advice) {
    this.file = file;
    this.reader = reader;
    this.advice = advice;
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(file);
  }

  /**
   * The network's layers.
   *
   * @throws ModelFileException where the file is damaged
   */
  @Override
  public synchronized List<Layer> layers() {
    List<Layer> known = layers;
    if (known == null) {
      known = read();
      layers = known;
    }
    return known;
  }

  private List<Layer> read() {
    try {
      return reader.read(file).layers();
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new ModelFileException(file, advice, e);
    }
  }
}
