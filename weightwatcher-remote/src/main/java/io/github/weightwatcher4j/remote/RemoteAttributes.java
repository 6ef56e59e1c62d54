package io.github.weightwatcher4j.remote;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a remote file or folder: not when it was written, which servers tell of the file
 * in their store and not of its content.
 *
 * @param isDirectory whether it is a folder
 * @param size in bytes, 0 for a folder
 */
record RemoteAttributes(boolean isDirectory, long size) implements BasicFileAttributes {

  private static final FileTime UNKNOWN = FileTime.fromMillis(0);

  @Override
  public FileTime lastModifiedTime() {
    return UNKNOWN;
  }

  @Override
  public FileTime lastAccessTime() {
    return UNKNOWN;
  }

  @Override
  public FileTime creationTime() {
    return UNKNOWN;
  }

  @Override
  public boolean isRegularFile() {
    return !isDirectory;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public @Nullable Object fileKey() {
    return null;
  }
}
