package io.github.weightwatcher4j.model.internal;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;

/** What file systems have in common that can only be read, and hold nothing to be closed. */
public abstract class ReadOnlyFileSystem extends FileSystem {

  @Override
  public final void close() {
    throw new UnsupportedOperationException("there is nothing to be closed");
  }

  @Override
  public final boolean isOpen() {
    return true;
  }

  @Override
  public final boolean isReadOnly() {
    return true;
  }

  @Override
  public final String getSeparator() {
    return "/";
  }

  @Override
  public final Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public final Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public final UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("its files have no owners");
  }

  @Override
  public final WatchService newWatchService() {
    throw new UnsupportedOperationException("a file elsewhere cannot be watched");
  }
}
