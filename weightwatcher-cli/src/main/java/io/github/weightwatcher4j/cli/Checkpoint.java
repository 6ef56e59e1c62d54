package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A file or a folder of one model as it lay there at one moment. Two that are equal are taken for
 * the same content.
 *
 * @param path where it lies
 * @param size in bytes; of a folder, that of all files in it; of an index, with its parts
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

  /**
   * What lies there now; empty where nothing does, or it cannot be looked at.
   *
   * @param parts other files that belong to it
   * @param troubles is told what could not be looked at, and why; not what has gone
   */
  static Optional<Checkpoint> at(
      Path path, List<Path> parts, BiConsumer<Path, IOException> troubles) {
    CheckpointFiles files = new CheckpointFiles(path, troubles);
    try {
      if (Files.isDirectory(path)) {
        files.add(Files.getLastModifiedTime(path));
        Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, files);
      } else {
        files.add(Files.readAttributes(path, BasicFileAttributes.class));
        for (Path part : parts) {
          files.add(Files.readAttributes(part, BasicFileAttributes.class));
        }
      }
      return Optional.of(files.checkpoint());
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it, or a part that was there just now
    } catch (IOException e) {
      troubles.accept(path, e);
      return Optional.empty();
    }
  }
}
