package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.model.internal.ReadOnlyProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Map;
import java.util.Set;

/**
 * Reads remote files for {@link java.nio.file.Files}. It is not installed: {@code https} in the
 * whole of a program is not for a library to take.
 */
final class RemoteProvider extends ReadOnlyProvider {

  static final RemoteProvider INSTANCE = new RemoteProvider();

  private RemoteProvider() {}

  private static RemotePath remote(Path path) {
    if (path instanceof RemotePath remote) {
      return remote;
    }
    throw new ProviderMismatchException("no remote path: " + path);
  }

  @Override
  public String getScheme() {
    return "hf";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new FileSystemAlreadyExistsException("RemoteFiles.path makes one for each address");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return getPath(uri).getFileSystem();
  }

  @Override
  public Path getPath(URI uri) {
    return RemoteFiles.path(uri, RemoteOptions.ofEnvironment());
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    requireReading(options);
    RemotePath file = remote(path);
    RemoteFileSystem system = file.getFileSystem();
    return RemoteChannel.open(system.file(file), system.cache());
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    RemotePath folder = remote(path);
    if (!folder.getFileSystem().isFolder(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    return listed(folder.getFileSystem().model(folder), filter);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (!type.isAssignableFrom(RemoteAttributes.class)) {
      throw new UnsupportedOperationException("a remote file has none of " + type.getName());
    }
    RemotePath remote = remote(path);
    RemoteFileSystem system = remote.getFileSystem();
    if (system.isFolder(remote)) {
      system.model(remote); // a folder without a model is none to read
      return type.cast(new RemoteAttributes(true, 0));
    }
    try (FileChannel channel = newFileChannel(path, Set.of())) {
      return type.cast(new RemoteAttributes(false, channel.size()));
    }
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    BasicFileAttributes all = readAttributes(path, BasicFileAttributes.class);
    if (!names.matches("(basic:)?(\\*|size|isDirectory|isRegularFile)")) {
      throw new UnsupportedOperationException("a remote file has no " + names);
    }
    return Map.of(
        "size", all.size(),
        "isDirectory", all.isDirectory(),
        "isRegularFile", all.isRegularFile());
  }

  @Override
  @SuppressWarnings({"NullAway", "unchecked"}) // as FileSystemProvider has it
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    if (type != BasicFileAttributeView.class) {
      return null;
    }
    return type.cast(new RemoteView(path));
  }

  @Override
  public boolean isSameFile(Path path, Path other) {
    return path.equals(other)
        || (other instanceof RemotePath
            && remote(path).toRealPath().equals(remote(other).toRealPath()));
  }
}
