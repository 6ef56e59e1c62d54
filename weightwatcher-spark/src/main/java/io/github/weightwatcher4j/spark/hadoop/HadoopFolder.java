package io.github.weightwatcher4j.spark.hadoop;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;

/** What lies in a folder. */
final class HadoopFolder implements DirectoryStream<Path> {

  private final List<Path> entries = new ArrayList<>();

  HadoopFolder(HadoopFileSystem system, FileStatus[] found, Filter<? super Path> filter)
      throws IOException {
    for (FileStatus status : found) {
      Path entry = system.getPath(status.getPath().toUri().getPath());
      if (filter.accept(entry)) {
        entries.add(entry);
      }
    }
  }

  @Override
  public Iterator<Path> iterator() {
    return List.copyOf(entries).iterator();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
