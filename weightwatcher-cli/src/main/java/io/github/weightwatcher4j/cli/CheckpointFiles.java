package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Counts the files of a checkpoint; what cannot be looked at is told, and the others count. */
final class CheckpointFiles extends SimpleFileVisitor<Path> {

  private final Path path;
  private final BiConsumer<Path, IOException> troubles;
  private long size;
  private int files;
  private FileTime modified = FileTime.fromMillis(Long.MIN_VALUE);

  CheckpointFiles(Path path, BiConsumer<Path, IOException> troubles) {
    this.path = path;
    this.troubles = troubles;
  }

  /** A file that counts. */
  void add(BasicFileAttributes file) {
    size += file.size();
    files++;
    add(file.lastModifiedTime());
  }

  /** When something of it was changed. */
  void add(FileTime time) {
    modified = time.compareTo(modified) > 0 ? time : modified;
  }

  /** What was counted. */
  Checkpoint checkpoint() {
    return new Checkpoint(path, size, files, modified);
  }

  /**
   * Whether a link leads back to a folder that a path lies in, or to itself.
   *
   * @throws IOException where the link leads nowhere, or links lead to each other
   */
  static boolean leadsBack(Path link, Path from) throws IOException {
    return Files.isSymbolicLink(link) && from.toRealPath().startsWith(link.toRealPath());
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!folder.equals(path) && leadsBack(folder, path)) {
      troubles.accept(folder, new FileSystemLoopException(folder.toString()));
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      add(attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (file.equals(path)) {
      throw e;
    }
    tell(file, e);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (e != null) {
      tell(folder, e);
    }
    return FileVisitResult.CONTINUE;
  }

  private void tell(Path file, IOException e) {
    if (!(e instanceof NoSuchFileException)) {
      troubles.accept(file, e);
    }
  }
}
