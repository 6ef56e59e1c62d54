package io.github.weightwatcher4j.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the numbers of the Python tool lie: {@code golden} and {@code models} in one folder. */
public final class TestData {

  private TestData() {}

  /** The small part that travels with this module. */
  public static Path ours() {
    URL readme = Objects.requireNonNull(TestData.class.getResource("/golden/README.md"));
    try {
      return Path.of(readme.toURI()).resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The originals and the large models, for tests with the tag {@code shared}: the folder that the
   * system property {@code weightwatcher.shared} names, else {@code shared} beside the repository.
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

  /** The folder above this module's, where the tests run. */
  private static Path repository() {
    try {
      return Objects.requireNonNull(Path.of("").toRealPath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
