package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.model.internal.ReadOnlyFileSystem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What can be read from one address on: its file, or a folder of files, with the memory that they
 * share. Nothing can be written, and it is never closed: it holds nothing but that memory.
 */
final class RemoteFileSystem extends ReadOnlyFileSystem {

  private final Site site;
  private final RemoteOptions options;
  private final BlockCache cache;
  private final Transport transport;
  private final AtomicLong received = new AtomicLong();
  private final Collection<Consumer<Traffic>> listeners = new CopyOnWriteArrayList<>();
  private final Map<List<String>, RemoteFile> files = new ConcurrentHashMap<>();

  /**
   * A file system.
   *
   * @param site given the transport that it may ask by
   */
  RemoteFileSystem(RemoteOptions options, Function<Transport, Site> site) {
    this.options = options;
    this.cache = new BlockCache(options.cacheBytes());
    this.transport = new Transport(options, this::receive);
    this.site = site.apply(transport);
  }

  Site site() {
    return site;
  }

  BlockCache cache() {
    return cache;
  }

  private void receive(long bytes) {
    received.addAndGet(bytes);
    listeners.forEach(listener -> listener.accept(traffic()));
  }

  /** What has come until now. */
  Traffic traffic() {
    long known = files.values().stream().mapToLong(RemoteFile::knownSize).sum();
    return new Traffic(received.get(), known);
  }

  /** Whoever wants to be told of each arrival. */
  Collection<Consumer<Traffic>> listeners() {
    return listeners;
  }

  RemotePath path(List<String> names) {
    return new RemotePath(this, true, names);
  }

  /**
   * A file, which need not be there.
   *
   * @throws NoSuchFileException where it is known that it is not
   */
  RemoteFile file(RemotePath path) throws NoSuchFileException {
    RemotePath full = path.toRealPath();
    List<String> names = full.names();
    if (names.isEmpty() || site.isMissing(names)) {
      throw new NoSuchFileException(full.toString(), null, "there is no such file");
    }
    return files.computeIfAbsent(
        names,
        it ->
            new RemoteFile(
                new Source(
                    full.toString(),
                    site.address(names),
                    site.authorization(),
                    options,
                    transport,
                    site.refusals(names)),
                cache));
  }

  boolean isFolder(RemotePath path) throws IOException {
    try {
      return site.isFolder(path.toRealPath().names());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** The files of the model in a folder. */
  List<RemotePath> model(RemotePath folder) throws IOException {
    try {
      return site.model(folder.toRealPath().names(), this::isThere).stream()
          .map(this::path)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private boolean isThere(List<String> names) throws IOException, InterruptedException {
    try {
      file(path(names)).size();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public RemoteProvider provider() {
    return RemoteProvider.INSTANCE;
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(path(List.of()));
  }

  /** Names by slashes, relative unless they begin with a slash or with the address of the site. */
  @Override
  public RemotePath getPath(String first, String... more) {
    String root = site.root() + "/";
    boolean address = first.startsWith(root);
    List<String> texts = new ArrayList<>();
    texts.add(address ? first.substring(root.length()) : first);
    texts.addAll(List.of(more));
    List<String> names =
        texts.stream()
            .flatMap(text -> Arrays.stream(text.split("/")))
            .filter(name -> !name.isEmpty())
            .map(name -> address ? name : Escapes.of(name))
            .toList();
    return new RemotePath(this, address || first.startsWith("/"), names);
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    String text = syntaxAndPattern;
    PathMatcher matcher = java.nio.file.FileSystems.getDefault().getPathMatcher(text);
    return path -> matcher.matches(java.nio.file.Path.of(String.valueOf(path.getFileName())));
  }

  @Override
  public String toString() {
    return site.root();
  }
}
