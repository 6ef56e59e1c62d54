package io.github.weightwatcher4j.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file or folder that a model was read from.
 *
 * @param path as it was given
 * @param size in bytes; of a folder, that of the files in it, without hidden ones (names that begin
 *     with a dot) and those of its own folders
 * @param sha256 SHA-256 of the file, 64 hexadecimal digits in lower case; of a folder, that of the
 *     list of its files by name, as {@code LC_ALL=C sha256sum * | sha256sum} gives it; empty where
 *     it was not asked for
 */
public record ModelFileInfo(String path, long size, Optional<String> sha256) {

  /** Checks the domains above. */
  public ModelFileInfo {
    if (size < 0) {
      throw new IllegalArgumentException("size must be >= 0 but was " + size);
    }
    sha256.ifPresent(
        digest -> {
          if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                "sha256 must be 64 hexadecimal digits in lower case but was " + digest);
          }
        });
  }

  /** A file or folder, without its digest; a size of 0 where it cannot be looked at. */
  public static ModelFileInfo of(Path path) {
    long size = 0;
    try {
      for (Path file : files(path)) {
        size += Files.size(file);
      }
    } catch (IOException | UncheckedIOException e) {
      size = 0; // the analysis itself has told, or will tell, what is wrong with the file
    }
    return new ModelFileInfo(path.toString(), size, Optional.empty());
  }

  /**
   * The same with its digest, for which all of it is read.
   *
   * @throws IOException where it cannot be read
   */
  public ModelFileInfo digested() throws IOException {
    Path given = Path.of(path);
    String digest;
    if (Files.isDirectory(given)) {
      StringBuilder list = new StringBuilder();
      for (Path file : files(given)) {
        list.append(digest(file)).append("  ").append(file.getFileName()).append('\n');
      }
      MessageDigest ofList = newDigest();
      digest =
          HexFormat.of().formatHex(ofList.digest(list.toString().getBytes(StandardCharsets.UTF_8)));
    } else {
      digest = digest(given);
    }
    return new ModelFileInfo(path, size, Optional.of(digest));
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(file -> Files.isRegularFile(file) && !isHidden(file)).sorted().toList();
    }
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
