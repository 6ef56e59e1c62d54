package io.github.weightwatcher4j.maven;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;

/** The weight files that a project names: files, folders of one model, or patterns. */
final class ModelFiles {

  private final Path base;
  private final Set<Path> found = new LinkedHashSet<>();
  private final List<String> missing = new ArrayList<>();

  private ModelFiles(Path base) {
    this.base = base;
  }

  /**
   * The files of each name, in its order, those of a pattern in that of their names.
   *
   * @param base of relative names
   * @throws MojoExecutionException where nothing is at one of them; the message names all of these
   */
  static List<Path> find(Path base, List<String> names) throws MojoExecutionException {
    ModelFiles files = new ModelFiles(base);
    try {
      for (String name : names) {
        files.add(name);
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot look for models in " + base + ": " + e, e);
    }
    if (!files.missing.isEmpty()) {
      throw new MojoExecutionException(
          "there is no model %s in %s: mend <models>, or make it in an earlier phase"
              .formatted(String.join(", ", files.missing), base));
    }
    return List.copyOf(files.found);
  }

  private void add(String name) throws IOException {
    List<Path> paths = isPattern(name) ? matching(name) : existing(name);
    if (paths.isEmpty()) {
      missing.add("'" + name + "'");
    }
    found.addAll(paths);
  }

  private static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  private List<Path> existing(String name) {
    Path file = base.resolve(name).normalize();
    return Files.exists(file) ? List.of(file) : List.of();
  }

  private List<Path> matching(String pattern) throws IOException {
    Path start = base;
    String rest = pattern.replace('\\', '/');
    while (rest.indexOf('/') > 0 && !isPattern(rest.substring(0, rest.indexOf('/')))) {
      start = start.resolve(rest.substring(0, rest.indexOf('/')));
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    Path folder = start.normalize();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(folder.relativize(file)))
          .sorted()
          .toList();
    }
  }
}
