package io.github.weightwatcher4j.spark.hadoop;

import io.github.weightwatcher4j.model.internal.NamesPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;

/** Names below the root of one of Hadoop's file systems, or relative to another path. */
final class HadoopPath extends NamesPath<HadoopPath> {

  private final HadoopFileSystem system;

  private HadoopPath(HadoopFileSystem system, boolean absolute, List<String> names) {
    super(absolute, names);
    this.system = system;
  }

  static HadoopPath parse(HadoopFileSystem system, String text) {
    List<String> names = Arrays.stream(text.split("/")).filter(it -> !it.isEmpty()).toList();
    return new HadoopPath(system, text.startsWith("/"), names);
  }

  @Override
  protected HadoopPath with(boolean isAbsolute, List<String> others) {
    return new HadoopPath(system, isAbsolute, others);
  }

  @Override
  protected Object home() {
    return system.root();
  }

  /** As Hadoop has it. */
  org.apache.hadoop.fs.Path place() {
    HadoopPath whole = toAbsolutePath();
    URI root = system.root();
    return new org.apache.hadoop.fs.Path(root.getScheme(), root.getAuthority(), whole.text());
  }

  /** Without scheme and host. */
  String text() {
    return (isAbsolute() ? "/" : "") + String.join("/", names());
  }

  @Override
  public HadoopFileSystem getFileSystem() {
    return system;
  }

  @Override
  public URI toUri() {
    return place().toUri();
  }

  @Override
  public HadoopPath toRealPath(LinkOption... options) throws IOException {
    HadoopPath whole = toAbsolutePath().normalize();
    if (!Files.exists(whole)) {
      throw new NoSuchFileException(whole.toString());
    }
    return whole;
  }

  /** With scheme and host where it is absolute. */
  @Override
  public String toString() {
    if (!isAbsolute()) {
      return text();
    }
    String root = system.root().toString();
    return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + text();
  }
}
