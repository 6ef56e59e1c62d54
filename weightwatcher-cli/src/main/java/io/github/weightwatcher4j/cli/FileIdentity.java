package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;

/**
 * Which file a path leads to, however it is spelled: links are followed, and two names of one file
 * are told by its key.
 *
 * @param real the path without links; of what is not there yet, its folder's and its name, in small
 *     letters where the folder does not tell capitals
 * @param key what the file system calls the file, where it is there and the system has such keys
 */
record FileIdentity(Path real, Optional<Object> key) {

  static FileIdentity of(Path file) {
    if (RemoteArguments.isElsewhere(file)) {
      return new FileIdentity(file.toAbsolutePath().normalize(), Optional.empty());
    }
    try {
      Path real = file.toRealPath();
      Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
      return new FileIdentity(real, Optional.ofNullable(key));
    } catch (IOException e) {
      return new FileIdentity(place(file.toAbsolutePath()).normalize(), Optional.empty());
    }
  }

  /** Whether both are one file. */
  boolean isSame(FileIdentity other) {
    return real.equals(other.real) || (key.isPresent() && key.equals(other.key));
  }

  private static Path place(Path file) {
    Path parent = file.getParent();
    Path name = file.getFileName();
    if (parent == null || name == null) {
      return file;
    }
    Path folder = real(parent);
    String text = name.toString();
    return folder.resolve(ignoresCase(folder) ? text.toLowerCase(Locale.ROOT) : text);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return place(folder);
    }
  }

  /** Whether a folder is also found by its name in the other case. */
  private static boolean ignoresCase(Path folder) {
    String name = String.valueOf(folder.getFileName());
    StringBuilder swapped = new StringBuilder();
    name.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(c -> swapped.append((char) c));
    try {
      Path other = folder.resolveSibling(swapped.toString());
      return !name.contentEquals(swapped) && Files.exists(other) && Files.isSameFile(folder, other);
    } catch (IOException e) {
      return false;
    }
  }
}
