package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.model.internal.NamesPath;
import java.net.URI;
import java.nio.file.LinkOption;
import java.util.List;

/**
 * A place on a server. Its names are kept as they stand in addresses, with {@code %20} for a space;
 * an absolute path is written as an address, without anything secret, a relative one as names.
 */
final class RemotePath extends NamesPath<RemotePath> {

  private final RemoteFileSystem system;

  RemotePath(RemoteFileSystem system, boolean absolute, List<String> names) {
    super(absolute, names);
    this.system = system;
  }

  @Override
  protected RemotePath with(boolean isAbsolute, List<String> others) {
    return new RemotePath(system, isAbsolute, others);
  }

  @Override
  protected Object home() {
    return system;
  }

  @Override
  public RemoteFileSystem getFileSystem() {
    return system;
  }

  /** The address without anything secret: where that is needed, this alone opens nothing. */
  @Override
  public URI toUri() {
    return URI.create(toAbsolutePath().toString());
  }

  /**
   * The path itself, normalized: the server tells of no links. Whether it is there is not asked.
   */
  @Override
  public RemotePath toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public String toString() {
    return isAbsolute()
        ? system.site().root() + "/" + String.join("/", names())
        : String.join("/", names().stream().map(Escapes::undone).toList());
  }
}
