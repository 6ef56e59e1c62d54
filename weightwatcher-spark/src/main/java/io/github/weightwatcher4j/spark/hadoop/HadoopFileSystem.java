package io.github.weightwatcher4j.spark.hadoop;

import io.github.weightwatcher4j.model.internal.ReadOnlyFileSystem;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;

/** The paths of one of Hadoop's file systems, which lends it and is not closed with it. */
final class HadoopFileSystem extends ReadOnlyFileSystem {

  private final HadoopProvider provider;
  private final URI root;

  HadoopFileSystem(HadoopProvider provider, URI root) {
    this.provider = provider;
    this.root = root;
  }

  /** Such as {@code hdfs://namenode:8020}. */
  URI root() {
    return root;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public HadoopPath getPath(String first, String... more) {
    String text = more.length == 0 ? first : first + "/" + String.join("/", more);
    return HadoopPath.parse(this, text);
  }

  /** Of the path's own text, without scheme and host. */
  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher local = FileSystems.getDefault().getPathMatcher(pattern);
    return path -> local.matches(Path.of(((HadoopPath) path).text()));
  }
}
