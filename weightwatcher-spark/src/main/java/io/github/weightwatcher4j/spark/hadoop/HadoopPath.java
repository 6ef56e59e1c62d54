package io.github.weightwatcher4j.spark.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names below the root of one of Hadoop's file systems, or relative to another path. */
final class HadoopPath implements Path {

  private final HadoopFileSystem system;
  private final boolean absolute;
  private final List<String> names;

  private HadoopPath(HadoopFileSystem system, boolean absolute, List<String> names) {
    this.system = system;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  static HadoopPath parse(HadoopFileSystem system, String text) {
    List<String> names = Arrays.stream(text.split("/")).filter(it -> !it.isEmpty()).toList();
    return new HadoopPath(system, text.startsWith("/"), names);
  }

  private HadoopPath with(boolean isAbsolute, List<String> newNames) {
    return new HadoopPath(system, isAbsolute, newNames);
  }

  /** As Hadoop has it. */
  org.apache.hadoop.fs.Path place() {
    HadoopPath whole = toAbsolutePath();
    URI root = system.root();
    return new org.apache.hadoop.fs.Path(root.getScheme(), root.getAuthority(), whole.text());
  }

  /** Without scheme and host. */
  String text() {
    return (absolute ? "/" : "") + String.join("/", names);
  }

  @Override
  public HadoopFileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable HadoopPath getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable HadoopPath getFileName() {
    return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
  }

  @Override
  public @Nullable HadoopPath getParent() {
    boolean none = names.isEmpty() || (names.size() == 1 && !absolute);
    return none ? null : with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public HadoopPath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public HadoopPath subpath(int begin, int end) {
    if (begin < 0 || end > names.size() || begin >= end) {
      throw new IllegalArgumentException(
          "no names from " + begin + " to " + end + " in a path of " + names.size());
    }
    return with(false, names.subList(begin, end));
  }

  private boolean isElsewhere(Path other) {
    return !(other instanceof HadoopPath that)
        || !that.system.root().equals(system.root())
        || that.absolute != absolute;
  }

  @Override
  public boolean startsWith(Path other) {
    return !isElsewhere(other)
        && names.size() >= other.getNameCount()
        && names.subList(0, other.getNameCount()).equals(((HadoopPath) other).names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof HadoopPath that) || that.names.size() > names.size()) {
      return false;
    }
    return that.absolute
        ? equals(that)
        : names.subList(names.size() - that.names.size(), names.size()).equals(that.names);
  }

  @Override
  public HadoopPath normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean up = name.equals("..") && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
      if (up) {
        kept.remove(kept.size() - 1);
      } else if (!name.equals(".") && !(absolute && name.equals(".."))) {
        kept.add(name);
      }
    }
    return with(absolute, kept);
  }

  @Override
  public HadoopPath resolve(Path other) {
    HadoopPath that = (HadoopPath) other;
    if (that.absolute) {
      return that;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(that.names);
    return with(absolute, all);
  }

  @Override
  public HadoopPath relativize(Path other) {
    if (isElsewhere(other)) {
      throw new IllegalArgumentException("there is no way from " + this + " to " + other);
    }
    List<String> to = ((HadoopPath) other).names;
    int common = 0;
    while (common < Math.min(names.size(), to.size()) && names.get(common).equals(to.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>(Collections.nCopies(names.size() - common, ".."));
    way.addAll(to.subList(common, to.size()));
    return with(false, way);
  }

  @Override
  public URI toUri() {
    return place().toUri();
  }

  /** Relative to the root: there is no current folder. */
  @Override
  public HadoopPath toAbsolutePath() {
    return with(true, names);
  }

  @Override
  public HadoopPath toRealPath(LinkOption... options) throws IOException {
    HadoopPath whole = toAbsolutePath().normalize();
    if (!java.nio.file.Files.exists(whole)) {
      throw new NoSuchFileException(whole.toString());
    }
    return whole;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nothing is watched");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopPath that
        && absolute == that.absolute
        && names.equals(that.names)
        && system.root().equals(that.system.root());
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(absolute);
  }

  /** With scheme and host where it is absolute. */
  @Override
  public String toString() {
    if (!absolute) {
      return text();
    }
    String root = system.root().toString();
    return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + text();
  }
}
