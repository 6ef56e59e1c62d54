package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private final Path folder;
  private final Predicate<Path> wanted;
  private final List<String> ends;

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
    this.wanted =
        path ->
            !ours.contains(path.toAbsolutePath().normalize())
                && matcher
                    .map(it -> it.matches(path.getFileName()))
                    .orElseGet(() -> Files.isDirectory(path) ? isModel(path) : isWeights(path));
  }

  /**
   * What lies there now.
   *
   * @throws IOException where the folder cannot be looked into
   */
  List<Checkpoint> now() throws IOException {
    List<Checkpoint> found = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path path : inside) {
        if (!name(path).startsWith(".") && wanted.test(path)) {
          Checkpoint.at(path).ifPresent(found::add);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
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

  private boolean isModel(Path path) {
    try (Stream<Path> inside = Files.list(path)) {
      return inside.anyMatch(
          it ->
              Files.isRegularFile(it)
                  && (endsAsWeights(it) || DESCRIBES_A_MODEL.matcher(name(it)).matches()));
    } catch (IOException e) {
      return false; // has gone, or may not be read
    }
  }
}
