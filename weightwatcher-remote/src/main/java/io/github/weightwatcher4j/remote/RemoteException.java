package io.github.weightwatcher4j.remote;

import java.nio.file.FileSystemException;
import java.util.OptionalInt;

/**
 * That a remote file cannot be read, with the reason and what to do. It has no cause and names
 * addresses without their queries and users, so that nothing in it opens a door. What is not there,
 * and what needs a permission, are {@link java.nio.file.NoSuchFileException} and {@link
 * java.nio.file.AccessDeniedException}, whose reasons say as much.
 */
public final class RemoteException extends FileSystemException {

  private static final long serialVersionUID = 1;

  private final int status;

  RemoteException(String file, String reason, int status) {
    super(file, null, reason);
    this.status = status;
  }

  /** The server's status, such as 503; empty where it gave none that is the reason. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
