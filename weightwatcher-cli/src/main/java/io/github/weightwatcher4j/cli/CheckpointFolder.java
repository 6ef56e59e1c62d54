package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder into which a training writes checkpoints: files whose names end as those of weights do,
 * and folders with such files. A file that is a part of a model is none, the folder around it may
 * be one.
 */
final class CheckpointFolder {

  private static final Pattern PART = Pattern.compile(".*-\\d{5}-of-\\d{5}\\.[^.]+");
  private static final Pattern DESCRIBES_A_MODEL = Pattern.compile("saved_model\\.pb");

  /**
   * What lies in the folder.
   *
   * @param checkpoints those that could be looked at
   * @param troubles what could not be, and why
   */
  record Contents(List<Checkpoint> checkpoints, Map<Path, IOException> troubles) {}

  private final Path folder;
  private final Predicate<Path> named;
  private final boolean byPattern;
  private final List<String> ends;
  private final CheckpointParts parts = new CheckpointParts();

  /**
   * A folder.
   *
   * @param pattern which names count, whatever they end with; empty for those of weights
   * @param outputs files that may lie there and are none
   */
  CheckpointFolder(Path folder, Optional<String> pattern, List<Path> outputs) {
    this.folder = folder;
    Optional<PathMatcher> matcher =
        pattern.map(glob -> folder.getFileSystem().getPathMatcher("glob:" + glob));
    this.ends =
        Stream.concat(
                WeightFileAdapter.formats().stream().flatMap(it -> it.extensions().stream()),
                Stream.of(".zip")) // of DL4J, which is known by its content alone
            .map(end -> end.toLowerCase(Locale.ROOT))
            .toList();
    List<Path> ours = outputs.stream().map(it -> it.toAbsolutePath().normalize()).toList();
    this.byPattern = pattern.isPresent();
    this.named =
        path ->
            !name(path).startsWith(".")
                && !ours.contains(path.toAbsolutePath().normalize())
                && matcher.filter(it -> !it.matches(path.getFileName())).isEmpty();
  }

  /**
   * What lies there now.
   *
   * @throws IOException where the folder cannot be looked into
   */
  Contents now() throws IOException {
    List<Path> inside = inside();
    List<Checkpoint> found = new ArrayList<>();
    Map<Path, IOException> troubles = new LinkedHashMap<>();
    for (Path path : inside) {
      if (named.test(path) && isCheckpoint(path, troubles)) {
        Checkpoint.at(path, parts.of(path, inside), troubles::put).ifPresent(found::add);
      }
    }
    parts.keepOnly(inside);
    return new Contents(found, troubles);
  }

  /** A checkpoint as it lies there now; empty where it has gone, or cannot be looked at. */
  Optional<Checkpoint> at(Path path) {
    try {
      return Checkpoint.at(path, parts.of(path, inside()), (file, trouble) -> {});
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<Path> inside() throws IOException {
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      paths.forEach(inside::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return inside;
  }

  private boolean isCheckpoint(Path path, Map<Path, IOException> troubles) {
    try {
      if (CheckpointFiles.leadsBack(path, folder)) {
        throw new FileSystemLoopException(path.toString());
      }
      return byPattern || (Files.isDirectory(path) ? isModel(path) : isWeights(path));
    } catch (NoSuchFileException e) {
      return false; // has gone, or a link to nothing
    } catch (IOException e) {
      troubles.put(path, e);
      return false;
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private boolean isWeights(Path file) {
    return endsAsWeights(file) && !PART.matcher(name(file)).matches();
  }

  private boolean endsAsWeights(Path file) {
    String small = name(file).toLowerCase(Locale.ROOT);
    return ends.stream().anyMatch(small::endsWith);
  }

  private boolean isModel(Path path) throws IOException {
    try (Stream<Path> inside = Files.list(path)) {
      return inside.anyMatch(
          it ->
              Files.isRegularFile(it)
                  && (endsAsWeights(it) || DESCRIBES_A_MODEL.matcher(name(it)).matches()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
