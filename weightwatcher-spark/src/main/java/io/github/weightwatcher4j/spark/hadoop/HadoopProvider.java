package io.github.weightwatcher4j.spark.hadoop;

import io.github.weightwatcher4j.model.internal.ReadOnlyProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** One of Hadoop's file systems, as far as readers need it. */
final class HadoopProvider extends ReadOnlyProvider {

  private final FileSystem files;
  private final HadoopFileSystem system;

  HadoopProvider(FileSystem files) {
    this.files = files;
    this.system = new HadoopFileSystem(this, files.getUri());
  }

  HadoopPath path(String text) {
    return system.getPath(text);
  }

  private static org.apache.hadoop.fs.Path place(Path path) {
    return ((HadoopPath) path).place();
  }

  private FileStatus status(Path path) throws IOException {
    try {
      return files.getFileStatus(place(path));
    } catch (FileNotFoundException e) {
      throw missing(path, e);
    }
  }

  private static NoSuchFileException missing(Path path, FileNotFoundException cause) {
    NoSuchFileException missing = new NoSuchFileException(path.toString());
    missing.initCause(cause);
    return missing;
  }

  @Override
  public String getScheme() {
    return files.getUri().getScheme();
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    requireReading(options);
    FileStatus status = status(path);
    if (status.isDirectory()) {
      throw new IOException(path + " is a folder");
    }
    try {
      // Each tensor is a range of its own: object stores are told not to fetch up to the end.
      return new HadoopChannel(
          files
              .openFile(status.getPath())
              .opt("fs.option.openfile.read.policy", "random")
              .opt("fs.s3a.experimental.input.fadvise", "random")
              .build()
              .get(),
          status.getLen());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while " + path + " was opened");
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof FileNotFoundException lost) {
        throw missing(path, lost);
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    if (!status(folder).isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    return listed(
        Arrays.stream(files.listStatus(place(folder)))
            .map(status -> path(status.getPath().toUri().getPath()))
            .toList(),
        filter);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("there are no " + type.getSimpleName() + " here");
    }
    return type.cast(new HadoopAttributes(status(path)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException("attributes are read as BasicFileAttributes");
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null; // as the contract says of views that are not there
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public java.nio.file.FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    throw new UnsupportedOperationException("HadoopFiles.path opens Hadoop's files");
  }

  @Override
  public java.nio.file.FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return path(uri.getPath());
  }
}
