package io.github.weightwatcher4j.formats.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where real files lie. */
public final class TestFiles {

  private TestFiles() {}

  /** A file of this module's test resources. */
  public static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(TestFiles.class.getResource("/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of core's test resources: the ResNet20, say, which need not be here twice. */
  public static Path core(String name) {
    return repository().resolve("weightwatcher-core/src/test/resources").resolve(name);
  }

  /**
   * The large files, for tests with the tag {@code shared}: the folder that the system property
   * {@code weightwatcher.shared} names, else {@code shared} beside the repository.
   */
  public static Path shared() {
    String set = System.getProperty("weightwatcher.shared");
    Path folder = set == null ? repository().resolveSibling("shared") : Path.of(set);
    if (!Files.isDirectory(folder.resolve("golden"))) {
      throw new AssertionError(
          "tests with the tag shared need the shared data, and there are none in " + folder);
    }
    return folder;
  }

  private static Path repository() {
    try {
      return Objects.requireNonNull(Path.of("").toRealPath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
