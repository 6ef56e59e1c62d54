package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Understands a {@link URI}: of a web server, of the hub, or of any file system that is installed.
 * The environment says which hub and which token, as {@link RemoteOptions#of} has it; who wants
 * other options passes the path that {@link RemoteFiles} makes. What lies there is read by the
 * adapters of paths, that of weightwatcher-formats above all.
 */
public final class RemoteModelAdapter implements ModelAdapter {

  /** For {@link java.util.ServiceLoader}. */
  public RemoteModelAdapter() {}

  @Override
  public String understands() {
    return "addresses, as java.net.URI: https://, hf:// and those of installed file systems";
  }

  /**
   * The file or the repository as a model.
   *
   * @throws UncheckedIOException where there is nothing, or it may not be read; the message says
   *     why and what to do
   * @throws IllegalArgumentException where it is no address, or there is no file system for it
   */
  @Override
  public Optional<ModelSource> open(Object model) {
    return model instanceof URI address
        ? Optional.of(ModelAdapters.open(path(address)))
        : Optional.empty();
  }

  private static Path path(URI address) {
    try {
      return RemoteFiles.open(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
