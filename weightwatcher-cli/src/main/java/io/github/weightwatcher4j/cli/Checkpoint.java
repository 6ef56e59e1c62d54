package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file or a folder of one model as it lay there at one moment. Two that are equal are taken for
 * the same content.
 *
 * @param path where it lies
 * @param size in bytes; of a folder, that of all files in it
 * @param files how many these are
 * @param modified when the last of them was changed
 */
record Checkpoint(Path path, long size, int files, FileTime modified) {

  /** Folders in a folder of one model, as deep as its files are looked for. */
  private static final int DEEPEST = 8;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

  /** By the time of the last change, then by name, in which 9 is before 10. */
  static final Comparator<Checkpoint> ORDER =
      Comparator.comparing(Checkpoint::modified)
          .thenComparing(it -> padded(it.name()))
          .thenComparing(Checkpoint::name);

  /** Its name in its folder. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  private static String padded(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(number -> "0".repeat(19 - number.group().length()) + number.group());
  }

  /** What lies there now; empty where nothing does, or it cannot be looked at. */
  static Optional<Checkpoint> at(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        return Optional.of(of(path, List.of(path)));
      }
      try (Stream<Path> inside = Files.walk(path, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
        return Optional.of(of(path, inside.filter(Files::isRegularFile).toList()));
      }
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // is looked at again, or has gone
    }
  }

  private static Checkpoint of(Path path, List<Path> files) throws IOException {
    long size = 0;
    FileTime modified = Files.getLastModifiedTime(path);
    for (Path file : files) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      size += attributes.size();
      FileTime time = attributes.lastModifiedTime();
      modified = time.compareTo(modified) > 0 ? time : modified;
    }
    return new Checkpoint(path, size, files.size(), modified);
  }
}
