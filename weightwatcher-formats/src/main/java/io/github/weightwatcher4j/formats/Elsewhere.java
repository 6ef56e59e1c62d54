package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Files of other file systems than this machine's: on a server, in a store, in memory. They can be
 * neither mapped nor read by native code, and nothing of them is put on this machine's disk: what
 * cannot be read in place is read into memory, as far as there is room.
 */
public final class Elsewhere {

  /** Of the memory that Java may use, the share that one file may take: a quarter. */
  private static final int SHARE = 4;

  private Elsewhere() {}

  /** Whether a file lies there. */
  public static boolean is(Path file) {
    return !file.getFileSystem().equals(FileSystems.getDefault());
  }

  /**
   * Bytes of a file, in memory.
   *
   * @param why they cannot be read in place, such as {@code "HDF5 is read all over"}
   * @throws WeightFileException where there is no room, or the file ends before
   */
  public static ByteBuffer bytes(Path file, long offset, long size, String why) throws IOException {
    requireRoom(FilePlace.of(file), size, why);
    try (FileChannel channel = FileChannel.open(file)) {
      ReadsAhead.tell(channel, offset, offset + size);
      ByteBuffer bytes = FileWindow.bytes(channel, offset, (int) size);
      if (bytes.remaining() < size) {
        throw FilePlace.of(file)
            .at(offset + bytes.remaining())
            .problem("ends here", "get it again");
      }
      return bytes;
    }
  }

  /**
   * Refuses what there is no room for.
   *
   * @throws WeightFileException with the sizes and what to do
   */
  public static void requireRoom(FilePlace place, long size, String why) {
    long room = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / SHARE);
    if (size > room) {
      String text =
          "%s, and where it lies that takes %d bytes of memory, more than the %d that it may have";
      throw place.problem(
          text.formatted(why, size, room),
          "give Java more with -Xmx (a quarter is for this, up to 2 GiB), or copy the file to a "
              + "disk"
              + " here");
    }
  }

  /** Why a file that lies there cannot be looked at; empty where it can, or lies here. */
  static Optional<IOException> obstacle(Path file) {
    if (is(file)) {
      try {
        Files.readAttributes(file, BasicFileAttributes.class);
      } catch (IOException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /** What a file system says of a failure, without the name of the file. */
  static String reason(IOException e) {
    String reason = e instanceof FileSystemException known ? known.getReason() : null;
    return reason == null ? e.toString() : reason;
  }
}
