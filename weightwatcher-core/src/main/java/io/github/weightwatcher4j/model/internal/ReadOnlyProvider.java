package io.github.weightwatcher4j.model.internal;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What providers have in common whose files can only be read. */
public abstract class ReadOnlyProvider extends FileSystemProvider {

  /**
   * Whether a file is opened for reading.
   *
   * @throws ReadOnlyFileSystemException where it is to be written
   */
  protected static void requireReading(Set<? extends OpenOption> options) {
    if (options.stream()
        .anyMatch(it -> it != StandardOpenOption.READ && !(it instanceof LinkOption))) {
      throw new ReadOnlyFileSystemException();
    }
  }

  /** What lies in a folder and is not filtered out. */
  protected static DirectoryStream<Path> listed(
      List<? extends Path> all, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> entries = new ArrayList<>();
    for (Path entry : all) {
      if (filter.accept(entry)) {
        entries.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return List.copyOf(entries).iterator();
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  @Override
  public final SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public final void checkAccess(Path path, AccessMode... modes) throws IOException {
    for (AccessMode mode : modes) {
      if (mode != AccessMode.READ) {
        throw new AccessDeniedException(path.toString(), null, "it can only be read");
      }
    }
    readAttributes(path, BasicFileAttributes.class);
  }

  @Override
  public final boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public final FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("nobody knows the disks behind " + path);
  }

  @Override
  public final void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public final void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public final void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public final void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public final void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
