package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A place on a server. Its names are kept as they stand in addresses, with {@code %20} for a space;
 * an absolute path is written as an address, without anything secret, a relative one as names.
 */
final class RemotePath implements Path {

  private final RemoteFileSystem system;
  private final boolean absolute;
  private final List<String> names;

  RemotePath(RemoteFileSystem system, boolean absolute, List<String> names) {
    this.system = system;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  /** Its names as they stand in an address. */
  List<String> names() {
    return names;
  }

  private RemotePath with(boolean isAbsolute, List<String> others) {
    return new RemotePath(system, isAbsolute, others);
  }

  private RemotePath of(Path other) {
    if (other instanceof RemotePath path && path.system.equals(system)) {
      return path;
    }
    throw new ProviderMismatchException("a path of another file system: " + other);
  }

  @Override
  public RemoteFileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  @SuppressWarnings("NullAway") // as Path has it
  public RemotePath getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  @SuppressWarnings("NullAway") // as Path has it
  public RemotePath getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  @SuppressWarnings("NullAway") // as Path has it
  public RemotePath getParent() {
    boolean none = names.isEmpty() || (names.size() == 1 && !absolute);
    return none ? null : with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public RemotePath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public RemotePath subpath(int from, int to) {
    if (!(from >= 0 && from < to && to <= names.size())) {
      throw new IllegalArgumentException("no names " + from + " to " + to + " in " + this);
    }
    return with(false, names.subList(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof RemotePath path
        && path.system.equals(system)
        && path.absolute == absolute
        && path.names.size() <= names.size()
        && names.subList(0, path.names.size()).equals(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof RemotePath path) || !path.system.equals(system)) {
      return false;
    }
    int from = names.size() - path.names.size();
    return path.absolute
        ? equals(path)
        : from >= 0 && names.subList(from, names.size()).equals(path.names);
  }

  @Override
  public RemotePath normalize() {
    List<String> plain = new ArrayList<>();
    for (String name : names) {
      boolean above = name.equals("..");
      if (above && !plain.isEmpty() && !plain.get(plain.size() - 1).equals("..")) {
        plain.remove(plain.size() - 1);
      } else if (!name.equals(".") && !(above && absolute)) {
        plain.add(name);
      }
    }
    return with(absolute, plain);
  }

  @Override
  public RemotePath resolve(Path other) {
    RemotePath path = of(other);
    if (path.absolute) {
      return path;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(path.names);
    return with(absolute, all);
  }

  @Override
  public RemotePath relativize(Path other) {
    RemotePath path = of(other);
    if (path.absolute != absolute) {
      throw new IllegalArgumentException("there is no way from " + this + " to " + other);
    }
    int common = 0;
    while (common < Math.min(names.size(), path.names.size())
        && names.get(common).equals(path.names.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>();
    for (int i = common; i < names.size(); i++) {
      way.add("..");
    }
    way.addAll(path.names.subList(common, path.names.size()));
    return with(false, way);
  }

  /** The address without anything secret: where that is needed, this alone opens nothing. */
  @Override
  public URI toUri() {
    return URI.create(toAbsolutePath().toString());
  }

  @Override
  public RemotePath toAbsolutePath() {
    return absolute ? this : with(true, names);
  }

  /**
   * The path itself, normalized: the server tells of no links. Whether it is there is not asked.
   */
  @Override
  public RemotePath toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    throw new UnsupportedOperationException("a remote file cannot be watched");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(other).toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RemotePath path
        && path.system.equals(system)
        && path.absolute == absolute
        && path.names.equals(names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(system, absolute, names);
  }

  @Override
  public String toString() {
    return absolute
        ? system.site().root() + "/" + String.join("/", names)
        : String.join("/", names.stream().map(Escapes::undone).toList());
  }
}
