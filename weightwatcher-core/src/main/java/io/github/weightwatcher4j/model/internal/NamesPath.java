package io.github.weightwatcher4j.model.internal;

import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names below the root of a file system, or relative to another path of it: what paths are whose
 * names are parted by slashes, wherever they lie.
 *
 * @param <P> the kind of path
 */
public abstract class NamesPath<P extends NamesPath<P>> implements Path {

  private final boolean absolute;
  private final List<String> names;

  /** A path; its names have no slashes and are not empty. */
  protected NamesPath(boolean absolute, List<String> names) {
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  /** A path of the same file system. */
  protected abstract P with(boolean isAbsolute, List<String> others);

  /** What the paths of one file system have in common, and those of others have not. */
  protected abstract Object home();

  /** The names from the root, or from the other path, on. */
  public final List<String> names() {
    return names;
  }

  private boolean isAtHome(@Nullable Object other) {
    return other instanceof NamesPath<?> that
        && that.getClass() == getClass()
        && that.home().equals(home());
  }

  private NamesPath<?> atHome(Path other) {
    if (other instanceof NamesPath<?> that && isAtHome(other)) {
      return that;
    }
    throw new ProviderMismatchException("a path of another file system: " + other);
  }

  @Override
  public final boolean isAbsolute() {
    return absolute;
  }

  @Override
  public final @Nullable P getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public final @Nullable P getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public final @Nullable P getParent() {
    boolean none = names.isEmpty() || (names.size() == 1 && !absolute);
    return none ? null : with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public final int getNameCount() {
    return names.size();
  }

  @Override
  public final P getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public final P subpath(int from, int to) {
    if (!(from >= 0 && from < to && to <= names.size())) {
      throw new IllegalArgumentException("no names " + from + " to " + to + " in " + this);
    }
    return with(false, names.subList(from, to));
  }

  @Override
  public final boolean startsWith(Path other) {
    return isAtHome(other)
        && other.isAbsolute() == absolute
        && other.getNameCount() <= names.size()
        && names.subList(0, other.getNameCount()).equals(atHome(other).names);
  }

  @Override
  public final boolean endsWith(Path other) {
    if (!isAtHome(other)) {
      return false;
    }
    int from = names.size() - other.getNameCount();
    return other.isAbsolute()
        ? equals(other)
        : from >= 0 && names.subList(from, names.size()).equals(atHome(other).names);
  }

  @Override
  public final P normalize() {
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
  public final P resolve(Path other) {
    NamesPath<?> path = atHome(other);
    if (path.absolute) {
      return with(true, path.names);
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(path.names);
    return with(absolute, all);
  }

  @Override
  public final P relativize(Path other) {
    NamesPath<?> path = atHome(other);
    if (path.absolute != absolute) {
      throw new IllegalArgumentException("there is no way from " + this + " to " + other);
    }
    int common = 0;
    while (common < Math.min(names.size(), path.names.size())
        && names.get(common).equals(path.names.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>(Collections.nCopies(names.size() - common, ".."));
    way.addAll(path.names.subList(common, path.names.size()));
    return with(false, way);
  }

  /** Relative to the root: there is no current folder. */
  @Override
  public final P toAbsolutePath() {
    return with(true, names);
  }

  @Override
  public final WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("a file elsewhere cannot be watched");
  }

  @Override
  public final int compareTo(Path other) {
    return toString().compareTo(atHome(other).toString());
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return isAtHome(other)
        && other instanceof NamesPath<?> that
        && absolute == that.absolute
        && names.equals(that.names);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(home(), absolute, names);
  }

  @Override
  public abstract String toString();
}
