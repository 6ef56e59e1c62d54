package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** First look at a path: the first bytes of a file, or the names in a folder. */
public final class Probe {

  /** Bytes of a file that are looked at. */
  public static final int HEAD = 512;

  private final Path path;
  private final long size;
  private final byte[] head;
  private final List<String> names;
  private final List<Path> entries;

  private Probe(Path path, long size, byte[] head, List<Path> entries) {
    this.path = path;
    this.size = size;
    this.head = head;
    this.entries = entries;
    this.names = names(entries, Files::isRegularFile);
  }

  /** Looks at a file or a folder that is there. */
  public static Probe of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new Probe(path, 0, new byte[0], entries(path));
    }
    try (InputStream in = FileWindow.stream(path)) {
      return new Probe(path, Files.size(path), in.readNBytes(HEAD), List.of());
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static List<String> names(List<Path> entries, Predicate<Path> kind) {
    return entries.stream()
        .filter(kind)
        .map(entry -> String.valueOf(entry.getFileName()))
        .sorted()
        .toList();
  }

  /** The path. */
  public Path path() {
    return path;
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return Files.isDirectory(path);
  }

  /** Names of the files in the folder, sorted; none for a file. */
  public List<String> names() {
    return names;
  }

  /** Names of the folders in the folder, sorted; none for a file. */
  public List<String> folders() {
    return names(entries, Files::isDirectory);
  }

  /** Names of the links in the folder to what is not there, sorted. */
  List<String> brokenLinks() {
    return names(entries, Files::notExists);
  }

  /** Bytes in the file, 0 for a folder. */
  public long size() {
    return size;
  }

  /** The first bytes, at most {@link #HEAD}, little-endian; a copy. */
  public ByteBuffer head() {
    return ByteBuffer.wrap(head.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the file starts with these bytes. */
  public boolean startsWith(byte... magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  /** Name of the file or folder, without the folders above. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** Whether a name ends so, in whatever case. */
  public static boolean endsWith(String name, String end) {
    return name.toLowerCase(Locale.ROOT).endsWith(end);
  }
}
